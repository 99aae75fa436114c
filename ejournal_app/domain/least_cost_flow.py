"""The largest flow of least cost through a small network of whole numbers.

Successive shortest paths with potentials: every step sends one unit along the cheapest way that is
left, so the flow is the largest there is, and of all such the cheapest. Equal costs are decided by
the order in which arcs were added: the same question has the same answer. A library was looked at
(networkx): it needs a graph of objects and takes several times as long for the same day.
"""

from collections import defaultdict
from heapq import heappop, heappush

_FAR = 1 << 60


class FlowNetwork:
    """Nodes by number, arcs with room and cost (not negative)."""

    def __init__(self) -> None:
        self._arcs: defaultdict[int, list[int]] = defaultdict(list)
        self._to: list[int] = []
        self._room: list[int] = []
        self._cost: list[int] = []

    def add(self, start: int, end: int, room: int, cost: int = 0) -> int:
        """Add an arc and return its number; ValueError when it costs less than nothing."""
        if cost < 0:
            raise ValueError("an arc cannot cost less than nothing")
        number = len(self._to)
        for here, there, much, price in ((start, end, room, cost), (end, start, 0, -cost)):
            self._arcs[here].append(len(self._to))
            self._to.append(there)
            self._room.append(much)
            self._cost.append(price)
        return number

    def used(self, arc: int) -> int:
        """Return how much flows through an arc."""
        return self._room[arc ^ 1]

    def send_all(self, source: int, sink: int) -> int:
        """Send as much as there is room for, as cheaply as possible; return how much."""
        height: defaultdict[int, int] = defaultdict(int)
        sent = 0
        while (way := self._cheapest(source, sink, height)) is not None:
            for arc in way:
                self._room[arc] -= 1
                self._room[arc ^ 1] += 1
            sent += 1
        return sent

    def _cheapest(self, source: int, sink: int, height: defaultdict[int, int]) -> list[int] | None:
        """Return the arcs of the cheapest way with room left, and lift the potentials."""
        came, done = self._search(source, sink, height)
        if sink not in done:
            return None
        # Nodes farther than the sink keep their place relative to it.
        for node, far in done.items():
            height[node] += far - done[sink]
        way: list[int] = []
        node = sink
        while node != source:
            way.append(came[node])
            node = self._to[came[node] ^ 1]
        return way

    def _search(
        self, source: int, sink: int, height: defaultdict[int, int]
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Return by which arc each node is reached most cheaply, and how far those settled are."""
        arcs, to, room, cost = self._arcs, self._to, self._room, self._cost
        best, came, done = {source: 0}, dict[int, int](), dict[int, int]()
        heap = [(0, source)]
        while heap and sink not in done:
            far, node = heappop(heap)
            if node in done:
                continue
            done[node] = far
            here = far + height[node]
            for arc in arcs[node]:
                there = to[arc]
                if not room[arc] or there in done:
                    continue
                reached = here + cost[arc] - height[there]
                if reached < best.get(there, _FAR):
                    best[there] = reached
                    came[there] = arc
                    heappush(heap, (reached, there))
        return came, done
