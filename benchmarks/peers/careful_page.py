"""Overview as a careful person would write it with Streamlit and pandas, all else as it comes."""

import streamlit as st

from benchmarks.peers.cards import cards
from benchmarks.peers.counted import Chosen, charts
from benchmarks.peers.filters import state_line
from benchmarks.peers.pandas_counts import PandasFrames
from benchmarks.peers.streamlit_filters import choose_filters

st.set_page_config("Overview", layout="wide")
frames = st.cache_resource(PandasFrames)()

filters = choose_filters()
chosen = Chosen.of(*filters)
counted = frames.count(chosen)
st.title("Overview")
st.text(state_line(*filters))
everyone = frames.everyone.estimates
for place, (column, card) in enumerate(
    zip(st.columns(4), cards(counted.estimates, everyone), strict=True)
):
    label, value, *lines = card
    with column.container(key=f"card_{place}"):
        st.metric(label, value)
        st.caption("  \n".join(lines))
figures = charts(counted, frames.everyone, chosen)
for column, key, figure in zip(st.columns(2), ("change", "leak"), figures, strict=True):
    column.plotly_chart(figure, key=key)
