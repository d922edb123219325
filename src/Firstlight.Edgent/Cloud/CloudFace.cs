using System.Buffers;
using System.Globalization;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent;

/// <summary>The program's view of the cloud; outlives the links behind it.</summary>
internal sealed class CloudFace(TimeProvider time, TimeSpan patience) : ICloud
{
    private const string TimeSubject = "utc";
    private const string LocalClockSubject = "rtc";

    private readonly Questions _questions = new(time, patience);
    private volatile CloudLink? _link;

    public bool IsOnline => _link is not null;

    /// <summary>The link that is logged in; null for none.</summary>
    public void Use(CloudLink? link) => _link = link;

    public ValueTask<bool> WriteAsync(byte pin, params object[] values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length);
        var value = VirtualValue.Of(values).Wire;
        return SendAsync((output, id) => PinMessage.Write(output, id, PinVerb.VirtualWrite, pin, value.AsSpan()));
    }

    public ValueTask<bool> SyncAllAsync() => SendAsync(SyncRequest.WriteAll);

    public ValueTask<bool> SyncAsync(params byte[] pins)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pins.Length);
        return SendAsync((output, id) => SyncRequest.Write(output, id, pins));
    }

    public ValueTask<bool> LogEventAsync(string code, string? description = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        if (description?.Length > NativeLimits.EventDescriptionCharactersMax)
        {
            throw new ArgumentException(
                $"A description has at most {NativeLimits.EventDescriptionCharactersMax} characters.",
                nameof(description)
            );
        }

        return SendAsync((output, id) => EventLog.Write(output, id, code, description));
    }

    public ValueTask<bool> ResolveEventAsync(string code, bool all = false) =>
        SendAsync((output, id) => EventClear.Write(output, id, code, all));

    public ValueTask<bool> SetPropertyAsync(byte pin, string name, params object[] values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length);
        var value = VirtualValue.Of(values).Wire;
        return SendAsync((output, id) => PropertyMessage.Write(output, id, pin, name, value));
    }

    public ValueTask<bool> SetMetadataAsync(string name, string value) =>
        SendAsync((output, id) => new MetadataRequest(name, value).Write(output, id));

    public Task<string?> ReadMetadataAsync(string name, CancellationToken cancellation = default) =>
        _questions.AskAsync(
            MetadataSubject(name),
            () => SendAsync((output, id) => new MetadataRequest(name, null).Write(output, id)),
            cancellation
        );

    public async Task<DateTimeOffset?> ReadTimeAsync(CancellationToken cancellation = default)
    {
        var answer = await _questions.AskAsync(
            TimeSubject,
            () => SendAsync((output, id) => TimeQuestions.Write(output, id, TimeQuestion.UnixMilliseconds)),
            cancellation
        );
        return answer is null ? null : DateTimeOffset.UnixEpoch.AddMilliseconds(Parse(answer));
    }

    public async Task<DateTime?> ReadLocalClockAsync(CancellationToken cancellation = default)
    {
        var answer = await _questions.AskAsync(
            LocalClockSubject,
            () => SendAsync(InternalFrames.WriteLocalClockRequest),
            cancellation
        );
        return answer is null ? null : new DateTime(Parse(answer), DateTimeKind.Unspecified);
    }

    /// <summary>An answer from the cloud, if the body is one.</summary>
    public void Hear(InternalKind kind, ReadOnlySequence<byte> body)
    {
        switch (kind)
        {
            case InternalKind.Metadata when MetadataRequest.TryReadValue(body, out var name, out var value):
                _questions.Answer(MetadataSubject(name), value);
                break;
            case InternalKind.Time
                when TimeQuestions.TryReadAnswer(body, out var question, out var values)
                    && question == TimeQuestion.UnixMilliseconds
                    && IsTime(values[0]):
                _questions.Answer(TimeSubject, values[0]);
                break;
            case InternalKind.LocalClock when InternalFrames.TryReadLocalClock(body, out var local):
                _questions.Answer(LocalClockSubject, local.Ticks.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private async ValueTask<bool> SendAsync(Action<IBufferWriter<byte>, ushort> write) =>
        _link is { } link && await link.SendAsync(write);

    private static string MetadataSubject(string name) => $"meta {name}";

    private static bool IsTime(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
