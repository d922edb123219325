using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Firstlight.Core;
using Firstlight.TestKit.Programs;

namespace Firstlight.Cluster.Tests.Rabbit;

/// <summary>One node asks the other as fast as it can, and both keep book.</summary>
internal sealed class CountedTraffic(IBackbone asker, IBackbone asked)
{
    public const string Subject = "counted";

    private const int Callers = 10;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, int> _handled = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BackboneOutcome> _told = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _callers = Task.CompletedTask;
    private IDisposable? _served;
    private int _answered;

    /// <summary>A request that is not counted.</summary>
    public static ReadOnlyMemory<byte> Probe { get; } = Encoding.UTF8.GetBytes("probe");

    public void Start()
    {
        _served = asked.Serve(
            Subject,
            (_, request, _) =>
            {
                var number = Encoding.UTF8.GetString(request.Span);
                _handled.AddOrUpdate(number, 1, (_, times) => times + 1);
                return new(request.ToArray());
            }
        );
        _callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(CallAsync));
    }

    /// <summary>Ends when so many more were answered.</summary>
    public Task AnswerAsync(int more)
    {
        var enough = Volatile.Read(ref _answered) + more;
        return Until.TrueAsync(() => Volatile.Read(ref _answered) >= enough, "requests are answered", None);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
        _served?.Dispose();
        _stop.Dispose();
    }

    /// <summary>Nothing twice; what was answered was handled; what was not taken was not.</summary>
    public void Check()
    {
        _handled.Where(one => one.Key != "probe" && one.Value > 1).ShouldBeEmpty();
        foreach (var (number, outcome) in _told)
        {
            if (outcome is not BackboneOutcome.Unknown)
                _handled.ContainsKey(number).ShouldBe(outcome is BackboneOutcome.Answered, $"{number}: {outcome}");
        }

        _told.Values.ShouldContain(BackboneOutcome.NotTaken);
    }

    private async Task CallAsync(int caller)
    {
        for (var round = 0; !_stop.IsCancellationRequested; round++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{caller}-{round}");
            var answer = await asker.AskAsync(asked.Self, Subject, Encoding.UTF8.GetBytes(number), Patience, None);
            _told[number] = answer.Outcome;
            if (answer.Outcome is BackboneOutcome.Answered)
                Interlocked.Increment(ref _answered);
            else
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, None);
        }
    }
}
