"""Bring the table of true parameters in ``data/CODEBOOK.md`` in step with ``registry_truth``.

Run as ``python data/demo/codebook.py``.
"""

import ast
import re
from pathlib import Path

TRUTH = Path(__file__).with_name("registry_truth.py")
CODEBOOK = Path(__file__).parents[1] / "CODEBOOK.md"
BLOCK = re.compile(r"(?<=<!-- true parameters -->\n).*?(?=<!-- end -->)", re.DOTALL)


def truth_table() -> str:
    """Every constant of ``registry_truth`` as Markdown, with the sentence that stands below it."""
    lines = ["| parameter | value | meaning |", "|---|---|---|"]
    statements = ast.parse(TRUTH.read_text(encoding="utf-8")).body
    for statement, following in zip(statements, [*statements[1:], None], strict=True):
        if isinstance(statement, ast.Assign):
            name, value = _bare(statement.targets[0]), _bare(statement.value)
            lines.append(f"| `{name}` | `{value}` | {_meaning(following)} |")
    return "\n".join(lines) + "\n"


def _bare(expression: ast.expr) -> str:
    """Return the text of an expression; a tuple without its brackets."""
    text = ast.unparse(expression)
    return text[1:-1] if isinstance(expression, ast.Tuple) else text


def _meaning(following: ast.stmt | None) -> str:
    """Return the text of a bare string; a constant may have none."""
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        return " ".join(str(following.value.value).split())
    return ""


def with_truth_table(text: str) -> str:
    """Replace the block of true parameters in the text of the codebook."""
    return BLOCK.sub(lambda _: truth_table(), text)


if __name__ == "__main__":
    current = with_truth_table(CODEBOOK.read_text(encoding="utf-8"))
    CODEBOOK.write_text(current, encoding="utf-8", newline="\n")
