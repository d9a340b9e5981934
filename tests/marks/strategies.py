"""Texts as officers might type them: marks, notations of doubt, labels and stray signs of many scripts."""

from hypothesis import strategies as st

CHARACTERS = "ABCOXZ0123589abxlo -./\\_?*#()[]…△▲★⑩№Н�АБЗЧбОЖПμΩضع٥۴五六式Ａ８\u200f\u200b\u0301é;,:\n"
WORDS = (
    "SN",
    "No.",
    "barrel",
    "frame",
    "IMPORTED XN 2008",
    "66 in triangle",
    "none",
    "rust",
    "枪管",
    "ствол",
    "رقم",
    "and",
)
TYPED = st.one_of(
    st.text(CHARACTERS, max_size=24),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(CHARACTERS, max_size=8)), max_size=6).map(" ".join),
    st.text(max_size=40),
)
NORMALIZED = st.text("ABCHNOX0123589?", max_size=12)
