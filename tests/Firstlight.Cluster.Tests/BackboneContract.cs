using System.Text;
using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Cluster.Tests;

/// <summary>What nodes may rely on, whatever carries their messages.</summary>
public abstract class BackboneContract : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected const string Subject = "device.put";

    protected IBackbone A { get; private set; } = null!;

    protected IBackbone B { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        A = await JoinAsync(new NodeId(1));
        B = await JoinAsync(new NodeId(2));
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_node_answers_what_another_asks()
    {
        using var served = B.Serve(Subject, (asker, request, _) => Answer($"{Text(request)} for {asker}"));

        var answer = await A.AskAsync(B.Self, Subject, Bytes("22.5"), Patience, None);

        answer.Outcome.ShouldBe(BackboneOutcome.Answered);
        Text(answer.Body).ShouldBe("22.5 for 1");
    }

    [Fact]
    public async Task A_node_answers_itself()
    {
        using var served = A.Serve(Subject, (_, request, _) => Answer(Text(request)));
        Text((await A.AskAsync(A.Self, Subject, Bytes("x"), Patience, None)).Body).ShouldBe("x");
    }

    [Fact]
    public async Task Many_at_a_time_get_each_their_own_answer()
    {
        using var served = B.Serve(
            Subject,
            async (_, request, _) =>
            {
                await Task.Yield();
                return request.ToArray();
            }
        );

        var asked = Enumerable.Range(0, 500).Select(number => $"request {number}").ToList();
        var answers = await Task.WhenAll(
            asked.Select(text => A.AskAsync(B.Self, Subject, Bytes(text), Patience, None))
        );

        answers.Select(answer => Text(answer.Body)).ShouldBe(asked);
    }

    [Fact]
    public async Task A_request_with_nobody_to_take_it_is_not_taken()
    {
        (await A.AskAsync(new NodeId(99), Subject, default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
        (await A.AskAsync(B.Self, "nobody.serves", default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
        (await A.AskAsync(A.Self, "nobody.serves", default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
    }

    [Fact]
    public async Task Of_a_handler_that_fails_nothing_is_known()
    {
        using var served = B.Serve(Subject, (_, _, _) => throw new InvalidOperationException("It broke."));
        (await A.AskAsync(B.Self, Subject, default, Patience, None)).ShouldBe(BackboneAnswer.Unknown);
    }

    [Fact]
    public async Task Of_a_handler_that_takes_too_long_nothing_is_known_and_it_is_told()
    {
        var cancelled = new TaskCompletionSource();
        using var served = B.Serve(
            Subject,
            async (_, _, cancellation) =>
            {
                await using var told = cancellation.Register(() => cancelled.TrySetResult());
                await cancelled.Task;
                return default;
            }
        );

        var answer = await A.AskAsync(B.Self, Subject, default, TimeSpan.FromMilliseconds(200), None);

        answer.ShouldBe(BackboneAnswer.Unknown);
        await cancelled.Task.WaitAsync(Patience, TimeProvider.System, None);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_let_go()
    {
        using var served = B.Serve(
            Subject,
            (_, _, stop) =>
                new(
                    Task.Delay(Patience, TimeProvider.System, stop)
                        .ContinueWith(
                            _ => default(ReadOnlyMemory<byte>),
                            None,
                            TaskContinuationOptions.None,
                            TaskScheduler.Default
                        )
                )
        );
        using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), TimeProvider.System);

        await Should.ThrowAsync<OperationCanceledException>(() =>
            A.AskAsync(B.Self, Subject, default, Patience, hangUp.Token)
        );
    }

    [Fact]
    public async Task An_announcement_is_heard_by_the_others_in_order()
    {
        var third = await JoinAsync(new NodeId(3));
        var (own, heard, alsoHeard) = (new List<string>(), new List<string>(), new List<string>());
        using var a = A.Listen(Subject, message => Add(own, Text(message)), () => { });
        using var b = B.Listen(Subject, message => Add(heard, Text(message)), () => { });
        using var c = third.Listen(Subject, message => Add(alsoHeard, Text(message)), () => { });
        using var other = B.Listen("token.revoked", message => Add(own, Text(message)), () => { });

        var said = Enumerable.Range(0, 100).Select(number => $"message {number}").ToList();
        foreach (var text in said)
            (await A.AnnounceAsync(Subject, Bytes(text), None)).ShouldBeTrue();

        await Until.TrueAsync(() => Count(heard) == 100 && Count(alsoHeard) == 100, "all are heard", None);
        heard.ShouldBe(said);
        alsoHeard.ShouldBe(said);
        own.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_listener_that_fails_keeps_nobody_else_from_hearing()
    {
        var heard = new List<string>();
        using var failing = B.Listen(Subject, _ => throw new InvalidOperationException("It broke."), () => { });
        using var well = B.Listen(Subject, message => Add(heard, Text(message)), () => { });

        await A.AnnounceAsync(Subject, Bytes("1"), None);
        await A.AnnounceAsync(Subject, Bytes("2"), None);

        await Until.TrueAsync(() => Count(heard) == 2, "both are heard", None);
    }

    [Fact]
    public async Task Who_has_ended_serving_is_asked_no_more()
    {
        B.Serve(Subject, (_, _, _) => Answer("here")).Dispose();
        (await A.AskAsync(B.Self, Subject, default, Patience, None)).ShouldBe(BackboneAnswer.NotTaken);
        using var again = B.Serve(Subject, (_, _, _) => Answer("again"));
        Text((await A.AskAsync(B.Self, Subject, default, Patience, None)).Body).ShouldBe("again");
        Should.Throw<InvalidOperationException>(() => B.Serve(Subject, (_, _, _) => Answer("twice")));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_its_senders_mistake()
    {
        var tooLong = new byte[Backbones.MessageBytesMax + 1];
        await Should.ThrowAsync<ArgumentException>(() => A.AskAsync(B.Self, Subject, tooLong, Patience, None));
        await Should.ThrowAsync<ArgumentException>(() => A.AnnounceAsync(Subject, tooLong, None));
        await Should.ThrowAsync<ArgumentException>(() => A.AskAsync(B.Self, Subject, default, TimeSpan.Zero, None));
    }

    [Fact]
    public async Task The_largest_message_comes_through()
    {
        using var served = B.Serve(Subject, (_, request, _) => new(request.ToArray()));
        var largest = new byte[Backbones.MessageBytesMax];
        largest[^1] = 7;
        var answer = await A.AskAsync(B.Self, Subject, largest, Patience, None);
        answer.Body.Span.SequenceEqual(largest).ShouldBeTrue();
    }

    /// <summary>One more node, connected.</summary>
    protected abstract Task<IBackbone> JoinAsync(NodeId node);

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    protected static ValueTask<ReadOnlyMemory<byte>> Answer(string text) => new(Bytes(text));

    protected static void Add(List<string> list, string text)
    {
        lock (list)
            list.Add(text);
    }

    protected static int Count(List<string> list)
    {
        lock (list)
            return list.Count;
    }
}
