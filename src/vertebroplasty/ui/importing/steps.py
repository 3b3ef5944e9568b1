"""Where the wizard stands, what went wrong, and the way out of it."""

from html import escape

import streamlit as st

from vertebroplasty.ui.importing.wizard import Wizard

STEPS = ("Files", "Preview", "Mapping", "Check", "Report", "Load")
_AT = {
    "": (0,),
    "inspecting": (0,),
    "inspected": (1, 2),
    "checking": (3,),
    "refused": (4,),
    "ready": (4, 5),
    "failed": (),
    "loaded": (5,),
}
WHO = (
    "An import changes what every reader of this dashboard sees. There is no log-in yet: agree on"
    " who does it."
)


def show_steps(wizard: Wizard) -> None:
    """Show the steps, those that the person is at in bold."""
    at = _AT.get(wizard.phase, ())
    words = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join(
        f"<b aria-current='step'>{number + 1} {name}</b>"
        if number in at
        else f"{number + 1} {name}"
        for number, name in enumerate(STEPS)
    )
    st.html(f"<p class='vo vo-steps'>{words}</p><p class='vo-detail'>{WHO}</p>")


def show_problem(wizard: Wizard) -> None:
    """Say what the last step could not do."""
    failed = wizard.job.state.message if wizard.job and wizard.phase == "failed" else ""
    for problem in (wizard.said, failed):
        if problem:
            lines = "<br>".join(escape(line) for line in problem.splitlines())
            st.html(f"<div class='vo-problem' role='alert'>{lines}</div>")


def cancel_button(wizard: Wizard, label: str = "Cancel this import") -> None:
    """Let the person stop; nothing is left of the files."""
    st.button(label, key=wizard.key("cancel"), on_click=wizard.cancel)
    st.caption("Nothing of the files is left then, and no dataset is changed.")
