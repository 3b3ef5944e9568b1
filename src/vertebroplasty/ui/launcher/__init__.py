"""What Streamlit's own command line starts; a folder of its own, which it makes importable."""
