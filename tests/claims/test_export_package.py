"""The data package is as its specification asks, and its tables are our CSV."""

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import datetime

import pandas as pd
import pytest

from claims.columns import CLAIMS, CONFLICTS
from claims.conflicts import compare
from claims.export import Beside, csv_file, package_file
from claims.frames import to_columns
from claims.ledger import DECISIONS, to_frame
from claims.views import conflict_table, with_flags
from tests.claims.claim_frames import DEAD, claim, frame
from tests.claims.test_export_xlsx import decision_of

NAME = re.compile(r"[a-z0-9._/-]+")
PARSERS = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "date": lambda text: datetime.strptime(text, "%Y-%m-%d"),
    "datetime": lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%S"),
}


def opened(data):
    """The description and the tables as rows of cells, header first."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    package = json.loads(files.pop("datapackage.json"))
    return package, files


def check(data):
    """What Data Package, Tabular Data Resource and Table Schema ask: names, hashes, types, keys, references."""
    package, files = opened(data)
    assert package["profile"] == "tabular-data-package"
    assert {resource["path"] for resource in package["resources"]} == set(files)
    tables = {}
    for resource in package["resources"]:
        content, schema = files[resource["path"]], resource["schema"]
        assert NAME.fullmatch(resource["name"])
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        head, *rows = csv.reader(io.StringIO(content.decode(resource["encoding"]), newline=""), strict=True)
        assert head == [field["name"] for field in schema["fields"]]
        assert all(field["description"] for field in schema["fields"])
        for row in rows:
            for field, cell in zip(schema["fields"], row, strict=True):
                is_missing = cell in schema["missingValues"]
                assert not (is_missing and field.get("constraints", {}).get("required"))
                assert is_missing or PARSERS[field["type"]](cell) is not None
        tables[resource["name"]] = [dict(zip(head, row, strict=True)) for row in rows]
        keys = [row[schema["primaryKey"]] for row in tables[resource["name"]]]
        assert len(keys) == len(set(keys))
        assert "" not in keys
        for key in schema.get("foreignKeys", []):
            known = {row[key["reference"]["fields"]] for row in tables[key["reference"]["resource"]]}
            assert {row[key["fields"]] for row in tables[resource["name"]]} <= known | {""}
    return package


@pytest.fixture
def flagged():
    """Two figures at odds, with days, moments, numbers and dangerous text, and what they disagree about."""
    day, moment = pd.Timestamp("2024-12-04"), pd.Timestamp("2024-12-20 10:30:05")
    claims_df = frame(
        claim("[[8,000]] people died.", 8000, source="A", doc_id="a", published=day, note="=1+1", **DEAD),
        claim("[[5,000]] people died.", 5000, source="B", doc_id="b", reviewed_at=moment, source_start=2, **DEAD),
    )
    comparison = compare(claims_df)
    flagged = with_flags(claims_df, comparison)
    return flagged, conflict_table(flagged, comparison.tell(comparison.flags))


def test_a_package_keeps_to_its_specification(flagged):
    """Every cell is of the type that its field names, keys are unique, references are met."""
    claims_df, conflicts = flagged
    decisions = pd.DataFrame(to_columns(DECISIONS, [decision_of(DECISIONS)]))
    package = check(package_file.export(claims_df, Beside(conflicts=conflicts, decisions=decisions)))
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert [len(schemas[name]["fields"]) for name in ("claims", "conflicts")] == [len(CLAIMS), len(CONFLICTS)]
    assert [key["fields"] for key in schemas["conflicts"]["foreignKeys"]] == ["claim_a", "claim_b"]
    types = {field["name"]: field["type"] for field in schemas["claims"]["fields"]}
    wanted = {
        "low": "number",
        "start": "integer",
        "published": "date",
        "reviewed_at": "datetime",
        "checkable": "boolean",
    }
    assert types.items() >= wanted.items()


def test_an_empty_package_keeps_to_its_specification():
    """A ledger with nothing in it is a package of headers."""
    assert len(check(package_file.export(to_frame([])))["resources"]) == 2


def test_the_claims_are_the_csv(flagged):
    """claims.csv is the CSV export, byte for byte; only what was asked for lies beside it."""
    claims_df, conflicts = flagged
    _, files = opened(package_file.export(claims_df, Beside(conflicts=conflicts)))
    assert files["claims.csv"] == csv_file.export(claims_df)
    assert files["conflicts.csv"] == csv_file.to_bytes(conflicts)
    assert set(files) == {"claims.csv", "conflicts.csv"}


def test_a_reference_out_of_the_file_is_not_promised(flagged):
    """A part of the ledger keeps its disagreements with figures outside it, and then promises no reference."""
    claims_df, conflicts = flagged
    package = check(package_file.export(claims_df.head(1), Beside(conflicts=conflicts)))
    [resource] = [resource for resource in package["resources"] if resource["name"] == "conflicts"]
    inside = [key["fields"] for key in resource["schema"].get("foreignKeys", [])]
    assert inside == [
        side for side in ("claim_a", "claim_b") if conflicts.iloc[0][side] == claims_df.iloc[0]["claim_id"]
    ]


def test_the_zip_knows_no_time_and_no_machine(flagged):
    """Every entry has the oldest date that a zip knows and the same rights, so that the bytes never differ."""
    data = package_file.export(flagged[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {(one.date_time, one.create_system, one.external_attr >> 16) for one in archive.infolist()}
    assert entries == {((1980, 1, 1, 0, 0, 0), 3, 0o100644)}
