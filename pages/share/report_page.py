"""What the reader takes along: figures as they stood, in order, as slides, document or workbook."""

import streamlit as st

from vertebroplasty.ui.report_files import (
    choose_template,
    choose_title,
    load_file,
    offer_files,
    unread_report,
)
from vertebroplasty.ui.report_list import show_exhibits
from vertebroplasty.ui.taking import basket

st.title("Report", anchor=False)
st.caption(
    "Figures that you added to your report, each as it stood: numbers, filters and data of that"
    " moment, whatever is chosen now. Your browser keeps them; the server does not."
)
unread_report()
if basket().exhibits:
    choose_title()
    offer_files()
    show_exhibits()
    choose_template()
else:
    st.info("Nothing here yet: press **Add to report** below a chart or below the key figures.")
load_file()
