"""Trees: what the quick pipeline says is what the untouched one says, and they can be walked."""

import importlib

import pytest

from claims import pipeline
from claims.parse import Tree, parse

SENTENCES = [
    "Some 4,000 troops crossed the river, the mayor said, and they can't go back.",
    "“We've lost 40 boats,” said Ada Roth, the harbour master; she'd seen $2.5 million gone in a night.",
    "Cafés along the Škoda plant sold 1,200 coffees\u00a0a day — twice as many as in May.",
    "ROTH: WE HAVE 900 BOATS.",
    "",
    "  Two  blanks   are kept.",
]


@pytest.fixture(scope="module")
def untouched():
    """The installed pipeline as it comes, without its names."""
    loaded = pipeline.load_pipeline()
    assert loaded is not None
    name = next(name for name in pipeline.PIPELINES if importlib.util.find_spec(name))
    return importlib.import_module(name).load(exclude=["ner"])


@pytest.mark.parametrize("times", [1, 2])
def test_trees_are_those_of_the_untouched_pipeline(untouched, times):
    """Heads, relations, tags, parts of speech and lemmas are the same, whether a word is new or known."""
    for tree, doc in zip(parse(SENTENCES * times), untouched.pipe(SENTENCES * times), strict=True):
        assert tree.words == tuple(token.text for token in doc)
        assert tree.head == [token.head.i for token in doc]
        assert tree.dep == tuple(token.dep_ for token in doc)
        assert tree.tag == tuple(token.tag_ for token in doc)
        assert tree.pos == tuple(token.pos_ for token in doc)
        assert tree.lemma == tuple(token.lemma_.lower() for token in doc)
        assert tree.starts == [token.idx for token in doc]


def test_a_vocabulary_that_is_full_still_reads(monkeypatch):
    """Beyond the limit words are forgotten, and the trees stay the same."""
    before = list(parse(SENTENCES))
    for module in (pipeline, importlib.import_module("claims.parse")):
        monkeypatch.setattr(module, "MOST_KNOWN", 10)
    assert list(parse(SENTENCES)) == before


def tree_of(text) -> Tree:
    (tree,) = parse([text])
    return tree


def test_tokens_at_characters():
    """A span of characters is the tokens it touches, none where it touches none."""
    tree = tree_of("About 4,000 troops crossed.")
    assert tree.words_of(tree.tokens_at(6, 11)) == "4,000"
    assert tree.words_of(tree.tokens_at(8, 14)) == "4,000 troops"
    assert tree.tokens_at(5, 6) is None


def test_a_noun_phrase_leaves_its_clauses_out():
    """ "The mayor, who left, said" is said by "The mayor"."""
    tree = tree_of("The mayor of Northport, who left, said that 40 boats sank.")
    assert tree.words_of(tree.noun_phrase(tree.words.index("mayor"))) == "The mayor of Northport"
