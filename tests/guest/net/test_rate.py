from gloam.net.rate import RateLimit

SECOND = 1_000_000_000


def test_burst_then_nothing_then_one_per_interval() -> None:
    limit = RateLimit(10, 3)
    start = 5 * SECOND
    assert [limit.take(start) for _ in range(5)] == [True, True, True, False, False]
    assert not limit.take(start + SECOND // 10 - 1)
    assert limit.take(start + SECOND // 10)
    assert not limit.take(start + SECOND // 10)


def test_long_silence_earns_no_more_than_the_burst() -> None:
    limit = RateLimit(10, 3)
    assert limit.take(SECOND)
    assert [limit.take(1_000 * SECOND) for _ in range(4)] == [True, True, True, False]


def test_full_at_the_start_of_the_clock() -> None:
    assert RateLimit(10, 3).take(SECOND)


def test_average_over_a_second_is_the_rate() -> None:
    limit = RateLimit(100, 5)
    start = 7 * SECOND
    taken = 0
    for millisecond in range(1_000):
        for _ in range(3):
            taken += limit.take(start + millisecond * SECOND // 1_000)
    assert 100 <= taken <= 105
