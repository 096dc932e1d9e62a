"""Trees: what the quick pipeline says is what the untouched one says, and they can be walked."""

import importlib
from concurrent.futures import ThreadPoolExecutor

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


def test_more_words_than_are_kept_at_once(monkeypatch):
    """A batch of more new words than the limit reads; where its words stay apart does not matter."""
    monkeypatch.setattr(pipeline, "MOST_KNOWN", 40)
    fresh = pipeline.load_pipeline.__wrapped__()
    monkeypatch.setattr("claims.parse.load_pipeline", lambda: fresh)
    sentence = " ".join(f"word{number}" for number in range(90)) + " and 4,000 boats sank."
    (tree,) = parse([sentence])
    assert len(tree) == 95


def test_threads_do_not_mix_their_words():
    """Two threads that parse at once get the trees that one gets, and so does who parses after them."""
    sentences = [f"The {name}{number} had {number},000 boats." for name in ("Zorp", "Quab") for number in range(1, 600)]
    fresh = pipeline.load_pipeline.__wrapped__()
    with ThreadPoolExecutor(max_workers=2) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr("claims.parse.load_pipeline", lambda: fresh)
        both = list(pool.map(lambda part: list(parse(part)), (sentences, sentences[::-1])))
        after = list(parse(sentences))
    assert both[0] == both[1][::-1] == after == list(parse(sentences))


def test_what_several_words_say_is_left_out(untouched):
    """The "are" of "there are" is an auxiliary here, as the pipeline's tag has it; nothing else differs."""
    (tree,), doc = parse(["There are 40 boats."]), untouched("There are 40 boats.")
    differs = [(token.text, token.pos_, tree.pos[token.i]) for token in doc if token.pos_ != tree.pos[token.i]]
    assert differs == [("are", "VERB", "AUX")]


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


def test_a_short_verb_has_its_lemma_by_its_spelling():
    """ "Hoped" is a form of "hope", whatever the pipeline makes of it."""
    (tree,) = parse(["He hoped to fly and hopped off, and she hopes that it is rated."])
    verbs = {word: tree.lemma[at] for at, word in enumerate(tree.words) if word[0] in "hr" and len(word) > 4}
    assert verbs == {"hoped": "hope", "hopped": "hop", "hopes": "hope", "rated": "rate"}
