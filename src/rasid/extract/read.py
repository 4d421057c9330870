"""From a scene to its acts: anchors, roles, mood, and what acts of one sentence share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rasid.extract.acts import (
    Act,
    Participant,
    Scene,
    anaphor_of,
    anchors,
    begins_clause,
    planted,
    planters,
    support_of,
)
from rasid.extract.bombers import as_told, attackers, bomber, name_bomber
from rasid.extract.circumstance import has_own_subject
from rasid.extract.denial import denied_by, laid_on
from rasid.extract.linked import VAGUE, as_heard, links, means
from rasid.extract.mood import mood
from rasid.extract.needed import has_needed
from rasid.extract.nouns import carrier
from rasid.extract.phrases import Phrase
from rasid.extract.roles import fill
from rasid.extract.where import without_peoples
from rasid.lexicon.entries import Trigger
from rasid.lexicon.rules import objective_nouns, reaching
from rasid.values import replace

LAYING = frozenset(("base", "launch"))
"""Frames of the acts that 'a mine that X laid', 'a rocket that X fired' tell of a weapon."""
STRIKING = frozenset(("strike", "explosion"))
"""Frames of the acts of which a destruction told beside them is the effect."""
FAR = 30
"""How many phrases before a verb its subject is looked for."""
DONE = frozenset("strike attack kill_act detain abduct destroy violate control".split())
"""Frames of acts that somebody does to somebody."""
FIRING = STRIKING | {"launch"}
"""Frames of acts that are the means of a killing."""
HARMING = STRIKING | VAGUE | {"launch", "clash"}
"""Frames of acts of violence, whatever their kind."""
FLYING = frozenset(("aircraft", "drone"))
CARRIERS = 3
"""How many phrases an act and the light nouns before it are, at most."""


def acts(scene: Scene) -> list[Act]:
    """All acts that a sentence tells, in order; figures of speech and habits are left out."""
    found = [
        act
        for index, trigger in anchors(scene)
        for act in _act(scene, index, as_told(scene, index, as_heard(scene, index, trigger)))
    ]
    out: list[Act] = []
    paired = _paired(_laid(_share(attackers(found, scene), scene), scene))
    for act in _by_means(_reached(paired, scene), scene):
        out.append(_subject_dropped(act, scene, out))
    return out


def _laid(found: Sequence[Act], scene: Scene) -> list[Act]:
    """'a mine that X laid went off': who laid it is who did it; the laying is no act here."""
    out: list[Act] = []
    for act in found:
        phrase = scene.phrases[act.anchor]
        clause = phrase.items[0].enclitic is not None and act.trigger.frame in LAYING
        weapon = planted(scene, act.anchor) or scene.phrases[max(act.anchor - 1, 0)]
        whose = _act_of(weapon, out) if clause else None
        if whose is not None:
            told = out[whose]
            doers = told.agents or act.agents or tuple(planters(scene, weapon))
            out[whose] = replace(told, agents=doers)
        elif planted(scene, act.anchor) is None:
            out.append(act)
    return out


def _act_of(weapon: Phrase, told: Sequence[Act]) -> int | None:
    """The act that a weapon is the means of, else the explosion told last."""
    held = (n for n, a in enumerate(told) if any(w.phrase is weapon for w in a.weapons))
    blasts = [n for n, a in enumerate(told) if a.trigger.frame == "explosion"]
    return next(held, blasts[-1] if blasts and weapon.weapons else None)


def _paired(found: Sequence[Act]) -> list[Act]:
    """A verb and the act noun it takes as subject are one act: 'another' on one holds for both."""
    if not any(a.links for a in found):
        return list(found)
    strikes = {a.anchor for a in found if a.trigger.frame in STRIKING and not a.definite}
    return [
        _with_linked(act, found)
        for act in found  # 'the shelling destroyed two homes' tells one act
        if not (act.trigger.frame == "destroy" and act.verb and strikes.intersection(act.links))
    ]


def _reached(found: Sequence[Act], scene: Scene) -> list[Act]:
    """'an arrest operation that targeted a house': what the verb hit is the operation's, and the
    verb no strike; where the noun is a strike as well, folding joins them.
    """
    out = list(found)
    for verb in found:
        if not (verb.verb and verb.trigger.id in reaching()):
            continue
        nouns = (a for a in out if a.anchor in verb.links and _is_subject(a, verb, scene))
        noun = next(nouns, None)
        if noun is not None:
            out[out.index(noun)] = _taking(noun, verb)
            out.remove(verb)
    return out


def _by_means(found: Sequence[Act], scene: Scene) -> list[Act]:
    """'the killing of two men in a raid': the raid has the targets, and is the one act told."""
    out = list(found)
    for deed in found:
        if deed.trigger.frame != "kill_act":
            continue
        by = [a for a in means(scene, deed.anchor) if scene.phrases[a].prep == "in"]
        strike = next((a for a in out if a.anchor in by and a.trigger.frame in FIRING), None)
        if strike is not None:
            out[out.index(strike)] = _taking(strike, deed)
            out.remove(deed)
    return out


def _is_subject(noun: Act, verb: Act, scene: Scene) -> bool:
    if noun.verb or noun.trigger.frame in HARMING:
        return False
    return noun.anchor < verb.anchor or scene.phrases[noun.anchor].prep is None


def _taking(noun: Act, verb: Act) -> Act:
    """The act noun with what its verb tells, but for the participants that both have found."""
    known = {id(p.phrase) for p in (*noun.agents, *noun.weapons)}
    hit = tuple(p for p in verb.targets if id(p.phrase) not in known)
    mine = [p for p in noun.targets if id(p.phrase) not in {id(h.phrase) for h in hit}]
    return replace(
        noun,
        agents=noun.agents or verb.agents,
        targets=(*mine, *hit),
        weapons=(*noun.weapons, *(w for w in verb.weapons if id(w.phrase) not in known)),
        platform=noun.platform or verb.platform,
        places=(*noun.places, *(p for p in verb.places if p not in noun.places)),
        times=noun.times or verb.times,
        another=noun.another or verb.another,
        rules=(*noun.rules, *verb.rules),
    )


def _with_linked(act: Act, found: Sequence[Act]) -> Act:
    """The act with what the acts that it is linked to tell of both."""
    governors = [a for a in found if act.anchor in a.links and a.anchor < act.anchor]
    linked = [a for a in found if a.anchor in act.links]
    if not (governors or linked):
        return act
    return replace(
        act,
        another=any(a.another for a in (act, *linked, *governors)),
        links=act.links + tuple(a.anchor for a in governors),
        platform=act.platform or (linked[0].platform if linked else None),
    )


def also(phrase: Phrase) -> bool:
    """'as it also hit': a verb that tells a further act of the last doer."""
    return phrase.verb and phrase.prep == "as"


def carried_on(found: Sequence[Act], scenes: Mapping[int, Scene]) -> list[Act]:
    """Acts told as further ones of a doer whom the sentence before names."""
    out: list[Act] = []
    last: Act | None = None
    for act in found:
        further = not act.agents and also(scenes[act.sentence].phrases[act.anchor])
        if further and last is not None and act.sentence - last.sentence <= 1:
            act = replace(act, agents=last.agents, platform=act.platform or last.platform)
        last = act if act.agents else last
        out.append(act)
    return out


def _subject_dropped(act: Act, scene: Scene, earlier: Sequence[Act]) -> Act:
    """'and they clashed with': a plural verb without a subject goes on with the last one named."""
    if not act.agents and (doer := _pronoun_meant(act, scene)) is not None:
        return replace(act, agents=(Participant(act.sentence, doer),))
    if act.agents or not (_plural_verb(act, scene) or _done_by_them(scene, act.anchor)):
        return act
    told = (a for a in reversed(earlier) if a.verb or a.trigger.frame != "clash")
    doers = next((a.agents for a in told if a.agents), ())
    if doers:
        return replace(act, agents=doers)
    first = _first_party(act, scene)
    return act if first is None else replace(act, agents=(Participant(act.sentence, first),))


def _first_party(act: Act, scene: Scene) -> Phrase | None:
    """The party named first, bare, in the clauses before an act: their subject."""
    found: Phrase | None = None
    for behind in range(act.anchor - 1, max(act.anchor - 1 - FAR, -1), -1):
        phrase = scene.phrases[behind]
        if scene.breaks(behind, behind + 1) == "stop":
            break
        bare = phrase.prep is None and not phrase.conj
        if bare and phrase.party is not None and phrase.party.actor is not None:
            found = phrase
    return found


def _plural_verb(act: Act, scene: Scene) -> bool:
    """'they arrested', 'they carried out a campaign of arrests'."""
    position = act.anchor if act.verb else carrier(scene, act.anchor)
    if position is None:
        return False
    phrase = scene.phrases[position]
    support = None if act.verb else support_of(phrase)
    form = phrase.items[0].form("trigger" if act.verb else "support")
    does = act.verb or (support is not None and support.subject == "agent")
    return phrase.verb and does and form is not None and form.number == "pl"


def _pronoun_meant(act: Act, scene: Scene) -> Phrase | None:
    """'over its arrest of a youth', 'announced its full control of': the pronoun before the object
    is the doer, if one party only is named before.
    """
    phrase = scene.phrases[act.anchor]
    owned = not act.verb and phrase.items[0].enclitic is not None
    if not (owned and act.trigger.frame in DONE and _has_object(scene, act.anchor)):
        return None
    named = [p for p in scene.phrases[: act.anchor] if p.party is not None and p.party.actor]
    actors = {p.party.actor.id for p in named if p.party and p.party.actor}
    return named[-1] if len(actors) == 1 else None


def _has_object(scene: Scene, index: int) -> bool:
    """Whether what is done to follows the noun of an act by its particle, adverbs aside."""
    adjoining = True
    for phrase in scene.phrases[index + 1 : index + 3]:
        adjoining = adjoining and phrase.start == scene.phrases[index].end
        if phrase.prep is not None:
            return phrase.prep == "on" or (phrase.prep == "to" and adjoining)
        if phrase.head != "time":
            return False
    return False


def _done_by_them(scene: Scene, index: int) -> bool:
    """'their preparing of ambushes': a light noun with a pronoun stands before the act noun."""
    for behind in range(index - 1, max(index - 3, -1), -1):
        phrase = scene.phrases[behind]
        support = support_of(phrase)
        if support is not None:
            return not phrase.verb and support.subject == "agent" and bool(phrase.items[0].enclitic)
    return False


def _act(scene: Scene, index: int, trigger: Trigger) -> Iterator[Act]:
    told = mood(scene, index)
    if told.drop:
        return
    phrase = scene.phrases[index]
    roles = fill(scene, index, trigger, trigger.id in objective_nouns())
    if not has_needed(scene, index, trigger, roles):
        return
    if told.subject is not None and not roles.agents:
        roles.put("agent", scene, scene.phrases[told.subject])
    if (doer := bomber(scene, index, trigger)) is not None:
        name_bomber(roles, doer, scene)
    item = phrase.items[0]
    form = item.form("trigger")
    yield Act(
        scene.sentence,
        index,
        phrase.start,
        phrase.end,
        trigger,
        phrase.verb,
        item.definite or item.enclitic is not None or _demonstrated(scene, index),
        form is not None and form.number == "pl" and not phrase.verb,
        laid_on(roles.agents, told.cue),
        tuple(roles.targets),
        tuple(roles.weapons),
        trigger.platform or roles.platform,
        without_peoples(scene, roles.places),
        tuple(roles.origin),
        tuple(roles.times),
        told.status,
        told.background,
        told.follows,
        told.bygone,
        item.other is not None or also(phrase) or _besides(scene, index),
        aside=_aside(scene, index),
        links=tuple(roles.links) + links(scene, index),
        rules=(trigger.id, *denied_by(roles.agents, told.cue)),
    )


def _besides(scene: Scene, index: int) -> bool:
    """'besides their setting of ambushes': an act that adds to those told before."""
    for behind in range(index, max(index - CARRIERS, -1), -1):
        phrase = scene.phrases[behind]
        if phrase.verb or (behind < index and support_of(phrase) is None):
            return False
        if phrase.conj == "besides":
            return True
    return False


def _aside(scene: Scene, index: int) -> bool:
    """'while raids hit the town', 'in answer to the raids', 'after a raid [X shelled]': what went
    on beside, or before or after, what is told first.
    """
    phrase = scene.phrases[index]
    told_after = phrase.verb and has_own_subject(scene, index)
    if phrase.prep == "response" or told_after or begins_clause(scene, index):
        return any(p.head == "trigger" for p in scene.phrases[:index])
    for behind in range(index - 1, max(index - 1 - CARRIERS, -1), -1):
        phrase = scene.phrases[behind]
        if phrase.connective == "while":
            return any(p.head == "trigger" for p in scene.phrases[:behind])
        if scene.breaks(behind, behind + 1) or phrase.head in ("trigger", "casualty"):
            return False
    return False


def _demonstrated(scene: Scene, index: int) -> bool:
    before = scene.phrases[index - 1] if index else None
    anaphor = anaphor_of(before) if before is not None else None
    return anaphor is not None and anaphor.refers_to == "act"


def _share(found: list[Act], scene: Scene) -> list[Act]:
    """Coordinated acts share what only one of them names: 'raids and shelling on the town'."""
    out = list(found)
    for i in range(1, len(out)):
        left, right = out[i - 1], out[i]
        if (
            not scene.phrases[right.anchor].conj
            or scene.breaks(left.anchor, right.anchor) == "stop"
        ):
            continue
        goes_on = right.verb and not _has_subject(scene, right)
        if not right.agents and left.agents and (goes_on or right.anchor == left.anchor + 1):
            right = _with_agents(right, left.agents)
        if right.anchor <= left.anchor + 2 and not right.verb and not left.verb:
            left = replace(
                left,
                places=left.places or right.places,
                agents=left.agents or right.agents,
                targets=left.targets or right.targets,
            )
        out[i - 1], out[i] = left, right
    return out


def _has_subject(scene: Scene, act: Act) -> bool:
    """'and the helicopters moved': what stands right after the verb may be who did it."""
    ahead = scene.phrases[act.anchor + 1 : act.anchor + 2]
    bare = [p for p in ahead if p.prep is None and not p.conj and p.start == act.end]
    taken = {id(p.phrase) for p in (*act.targets, *act.weapons)}
    return any(p.platform in FLYING and id(p) not in taken for p in bare)


def _with_agents(act: Act, agents: tuple[Participant, ...]) -> Act:
    """Explosions have no doer unless one is told."""
    return act if act.trigger.frame == "explosion" else replace(act, agents=agents)
