"""The commands about datasets that are there: list, use, compare, delete, export, template."""

import argparse
from pathlib import Path

from vertebroplasty.cli.terminal import change_lines
from vertebroplasty.errors import DatasetError
from vertebroplasty.importing.changes import changes_between
from vertebroplasty.importing.exporting import export_folder, export_zip
from vertebroplasty.importing.generations import (
    Generation,
    current_generation,
    dataset_names,
    generation_of,
    generations,
    use_generation,
)
from vertebroplasty.importing.publishing import delete_generation
from vertebroplasty.report.template import template_workbook
from vertebroplasty.report.workbook import export_workbook


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module to the parser's."""
    listed = commands.add_parser("list", help="list datasets and their generations")
    listed.set_defaults(run=_list)
    use = commands.add_parser("use", help="serve another generation of a dataset")
    use.set_defaults(run=_use)
    compare = commands.add_parser("compare", help="say what one generation changed to another")
    compare.set_defaults(run=_compare)
    delete = commands.add_parser("delete", help="delete a generation that is not served")
    delete.set_defaults(run=_delete)
    for command in (use, compare, delete):
        command.add_argument("name", help="name of the dataset")
        command.add_argument("number", type=int, help="number of the generation")
    compare.add_argument("other", type=int, help="number of the later generation")
    delete.add_argument("--yes", action="store_true", help="really")
    export = commands.add_parser("export", help="write a dataset to a folder, a .zip or an .xlsx")
    export.add_argument("name", help="name of the dataset")
    export.add_argument("to", type=Path, help="folder, or a file that ends in .zip or .xlsx")
    export.add_argument("--generation", type=int, help="another than the one that is served")
    export.set_defaults(run=_export)
    template = commands.add_parser("template", help="write an empty workbook to start from")
    template.add_argument("to", type=Path, help="a file that ends in .xlsx")
    template.set_defaults(run=_template)


def _list(command: argparse.Namespace) -> int:
    names = dataset_names(command.data)
    for name in names:
        numbers = ", ".join(
            str(generation.number) for generation in generations(command.data, name)
        )
        print(f"{name}: generations {numbers}; {_served(command.data, name)}")
    if not names:
        print("no dataset yet; make the demo datasets with: python -m vertebroplasty demo")
    return 0


def _served(root: Path, name: str) -> str:
    try:
        return f"{current_generation(root, name).number} is served"
    except DatasetError as error:
        return f"none is served: {error}"


def _use(command: argparse.Namespace) -> int:
    generation = use_generation(command.data, command.name, command.number)
    print(f"{generation.dataset}: generation {generation.number} is served now")
    return 0


def _compare(command: argparse.Namespace) -> int:
    earlier, later = (
        generation_of(command.data, command.name, number)
        for number in (command.number, command.other)
    )
    print("\n".join(change_lines(changes_between(earlier.path, later.path))))
    return 0


def _delete(command: argparse.Namespace) -> int:
    if not command.yes:
        raise DatasetError(
            f"generation {command.number} of {command.name} would be gone for good; say --yes"
        )
    delete_generation(command.data, command.name, command.number)
    print(f"{command.name}: generation {command.number} is deleted")
    return 0


def _export(command: argparse.Namespace) -> int:
    generation = _chosen(command)
    write = {".zip": export_zip, ".xlsx": export_workbook}.get(command.to.suffix, export_folder)
    if command.to.exists():
        raise DatasetError(f"{command.to} is there already; another name would do")
    write(generation, command.to)
    print(f"{command.name}: generation {generation.number} was written to {command.to}")
    return 0


def _chosen(command: argparse.Namespace) -> Generation:
    if command.generation is None:
        return current_generation(command.data, command.name)
    return generation_of(command.data, command.name, command.generation)


def _template(command: argparse.Namespace) -> int:
    if command.to.exists():
        raise DatasetError(f"{command.to} is there already; another name would do")
    template_workbook(command.to)
    print(f"an empty workbook was written to {command.to}")
    return 0
