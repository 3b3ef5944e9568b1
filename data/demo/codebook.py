"""Bring two tables in ``data/CODEBOOK.md`` in step with the code: rules, and true parameters.

Run as ``python data/demo/codebook.py``.
"""

import ast
from pathlib import Path

from vertebroplasty.importing.rule_list import rule_list

TRUTH = Path(__file__).with_name("registry_truth.py")
CODEBOOK = Path(__file__).parents[1] / "CODEBOOK.md"


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


def rule_table() -> str:
    """Every rule of an import as Markdown: code, whether it refuses, what it is about, what may be.

    A bar would end a cell of the table.
    """
    lines = [
        "| rule | severity | what is looked at | must be, or usually is |",
        "|---|---|---|---|",
    ]
    for rule in rule_list():
        allowed = rule.allowed.replace("|", "\\|")
        lines.append(f"| `{rule.code}` | {rule.severity} | {rule.where} | {allowed} |")
    return "\n".join(lines) + "\n"


def with_tables(text: str) -> str:
    """Replace the two tables in the text of the codebook."""
    for name, table in (("true parameters", truth_table()), ("list of rules", rule_table())):
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        if not mark:
            raise ValueError(f"the codebook has no place for its {name}")
        text = f"{before}{mark}{table}<!-- end -->{rest.partition('<!-- end -->')[2]}"
    return text


if __name__ == "__main__":
    current = with_tables(CODEBOOK.read_text(encoding="utf-8"))
    CODEBOOK.write_text(current, encoding="utf-8", newline="\n")
