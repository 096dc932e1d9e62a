"""Every slack, tolerance and threshold by which figures are compared; `docs/reference/policy.md` says why."""

from dataclasses import dataclass

FLAGS = frozenset({"tension", "conflict", "revision", "correction", "walk_back", "arithmetic"})
LANES = {"asserted": "asserted", "hedged": "asserted", "projected": "projected"}
NEVER_COMPARED = frozenset({"date", "ordinal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """
    The numbers a user may change: pass `Policy(confirmed_at=0.8)` to `compare`.

    Shares are of the figure's value (0.10 is ten per cent), factors are ratios, confidences run from 0 to 1. A field
    that ends in `_weight` multiplies the confidence that two figures measure the same thing.
    """

    # what the words commit to
    round_from: float = 100.0
    round_step_share: float = 0.5
    round_share: float = 0.10
    approx_share: float = 0.10
    approx_step_cap: float = 0.25
    below_share: float = 0.10
    clock_minutes: int = 5
    clock_hour_minutes: int = 15
    news_bounds: bool = True

    # how far apart is how bad
    floors_apart: float = 1.25
    conflict_factor: float = 1.5
    confirmed_factor: float = 2.5
    same_thing_factor: float = 4.0
    never_same_factor: float = 10.0
    conversion_share: float = 0.03
    part_factor: float = 1.5
    birthday_after: int = 60

    # how sure that two figures measure the same thing
    confirmed_at: float = 0.69
    possible_at: float = 0.42
    asked_at: float = 0.95
    linked_share: float = 0.50
    general_noun_weight: float = 0.80
    national_noun_weight: float = 0.90
    group_noun_weight: float = 0.55
    mostly_men_weight: float = 0.68
    part_of_toll_weight: float = 0.45
    nation_of_toll_weight: float = 0.60
    other_noun_weight: float = 0.55
    unsaid_thing_weight: float = 0.75
    names_one_side_weight: float = 0.98
    narrowed_weight: float = 0.65
    other_phase_weight: float = 0.65
    qualifier_one_side_weight: float = 0.75
    plain_outcome_weight: float = 0.60
    unsaid_outcome_weight: float = 0.50
    kin_outcome_weight: float = 0.65
    alone_weight: float = 0.72
    sole_noun_weight: float = 0.68
    named_measure_weight: float = 0.66
    nothing_said_weight: float = 0.45
    other_outcome_weight: float = 0.45
    scope_one_side_weight: float = 0.90
    placed_part_weight: float = 0.55
    scope_inside_weight: float = 0.85
    other_place_weight: float = 0.60
    scope_contrast_weight: float = 0.55
    scope_other_words_weight: float = 0.80
    same_event_days: int = 2
    later_weight: float = 0.70
    period_one_side_weight: float = 0.37
    other_aspect_weight: float = 0.80
    other_actor_weight: float = 0.60
    other_party_weight: float = 0.40
    alarm_weight: float = 0.85
    other_moment_weight: float = 0.68
    same_moment_hours: int = 1
    later_moment_weight: float = 0.60
    sole_moment_weight: float = 0.80
    other_event_days: int = 31
    may_recur_weight: float = 0.68
    other_thing_weight: float = 0.65
    unnamed_age_weight: float = 0.65
    same_voice_weight: float = 0.50
    own_voice_weight: float = 0.70
    not_a_count_weight: float = 0.95
    plain_measure_weight: float = 0.95
    unsaid_measured_weight: float = 0.95
    no_shared_words_weight: float = 0.70
    shared_words_enough: float = 0.30
    window: int = 70

    # how many pairs are looked at
    full_pairs_up_to: int = 300
    worst_counterparts: int = 5

    # arithmetic inside a document
    years_apart: float = 1.0
    percent_apart: float = 1.0
    listed_within: int = 90


POLICY = Policy()
