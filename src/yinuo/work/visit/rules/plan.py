"""The plan ahead: every point that a visit can come to without anybody else's doing, from where it stands.

A phone without a connection walks along it. It is made of the very rules that the server goes by, so the two
can't disagree about what comes next.
"""

from __future__ import annotations

from yinuo.work.visit.facts import ONLINE_ONLY, Deed, Fork, Plan, PlanNode, Standing

from .deeds import deeds_at, wait_at, ways_from


def plan_from(here: Standing) -> Plan:
    """All that may follow without a connection, breadth first; the first node is where the visit stands."""
    numbers = {here: 0}
    found = [here]
    nodes = []
    for standing in found:  # grows as it is walked
        deeds = tuple(deed for deed in deeds_at(standing) if deed not in ONLINE_ONLY)
        ways: dict[Deed, tuple[Fork, ...]] = {}
        for deed in deeds:
            forks = []
            for when, then in ways_from(standing, deed):
                if then not in numbers:
                    numbers[then] = len(found)
                    found.append(then)
                forks.append(Fork(when, numbers[then]))
            ways[deed] = tuple(forks)
        nodes.append(PlanNode(standing.progress.state, deeds, wait_at(standing), ways))
    return Plan(tuple(nodes))
