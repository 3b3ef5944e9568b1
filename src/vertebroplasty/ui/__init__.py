"""Everything that speaks to Streamlit: the frame, the filters, cards, charts and downloads."""
