namespace Firstlight.Fleet.Tests;

public sealed class RecordRoomTests
{
    [Fact]
    public async Task Places_go_to_those_who_waited_longest()
    {
        var room = new RecordRoom(1);
        room.TryEnter(1).ShouldBeTrue();
        var first = room.EnterAsync(1, CancellationToken.None).AsTask();
        var second = room.EnterAsync(1, CancellationToken.None).AsTask();
        room.TryEnter(1).ShouldBeFalse();

        room.Leave();
        await first;
        second.IsCompleted.ShouldBeFalse();
        room.Leave();
        await second;
        room.Taken.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_wants_two_gets_both_or_none()
    {
        var room = new RecordRoom(2);
        room.TryEnter(1).ShouldBeTrue();
        var both = room.EnterAsync(2, CancellationToken.None).AsTask();
        room.Taken.ShouldBe(1);
        room.Leave();
        await both;
        room.Taken.ShouldBe(2);
    }

    [Fact]
    public async Task Those_behind_one_who_gives_up_are_let_in()
    {
        var room = new RecordRoom(2);
        room.TryEnter(1).ShouldBeTrue();
        using var gone = new CancellationTokenSource();
        var large = room.EnterAsync(2, gone.Token).AsTask();
        var small = room.EnterAsync(1, CancellationToken.None).AsTask();
        small.IsCompleted.ShouldBeFalse();
        await gone.CancelAsync();
        await large.ShouldThrowAsync<OperationCanceledException>();
        await small;
    }

    [Fact]
    public async Task Under_contention_and_cancellation_no_place_is_lost_or_given_twice()
    {
        const int Seed = 20261121;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        var room = new RecordRoom(3);
        var inside = 0;
        var tasks = Enumerable
            .Range(0, 16)
            .Select(worker =>
                Task.Run(
                    async () =>
                    {
                        var random = new Random(Seed + worker);
                        for (var round = 0; round < 500; round++)
                        {
                            using var patience = new CancellationTokenSource();
                            var entering = room.EnterAsync(1, patience.Token).AsTask();
                            if (random.Next(3) == 0)
                                await patience.CancelAsync();
                            try
                            {
                                await entering;
                            }
                            catch (OperationCanceledException)
                            {
                                continue;
                            }

                            Interlocked.Increment(ref inside).ShouldBeLessThanOrEqualTo(3);
                            await Task.Yield();
                            Interlocked.Decrement(ref inside);
                            room.Leave();
                        }
                    },
                    CancellationToken.None
                )
            )
            .ToList();
        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, CancellationToken.None);

        room.Taken.ShouldBe(0);
        room.Waiting.ShouldBe(0);
    }
}
