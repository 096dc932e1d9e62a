"""Days and moments as every file for programs writes them: ISO 8601, in UTC."""

from typing import Any

import numpy as np
import pandas as pd

MOMENTS = ("reviewed_at", "at")  # written with the time even at midnight; other days only where they have one


def to_days(series: "pd.Series[Any]", *, name: str) -> list[str]:
    """The cells of the column `name` as text; empty for none."""
    moments = series.to_numpy(dtype="datetime64[s]")
    texts = np.datetime_as_string(moments, unit="s").tolist()
    shown = [text if name in MOMENTS else text.removesuffix("T00:00:00") for text in texts]
    return ["" if is_none else text for text, is_none in zip(shown, np.isnat(moments).tolist(), strict=True)]
