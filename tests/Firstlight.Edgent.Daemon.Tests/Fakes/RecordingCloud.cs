using System.Collections.Concurrent;

namespace Firstlight.Edgent.Daemon.Tests.Fakes;

/// <summary>A cloud that keeps what it was told, and is there or not.</summary>
internal sealed class RecordingCloud : ICloud
{
    public bool IsOnline { get; set; } = true;

    public ConcurrentQueue<string> Told { get; } = [];

    public ValueTask<bool> WriteAsync(byte pin, params object[] values) => Note($"V{pin} = {VirtualValue.Of(values)}");

    public ValueTask<bool> SyncAllAsync() => Note("sync all");

    public ValueTask<bool> SyncAsync(params byte[] pins) => Note($"sync {string.Join(' ', pins)}");

    public ValueTask<bool> LogEventAsync(string code, string? description = null) =>
        Note($"event {code} {description}");

    public ValueTask<bool> ResolveEventAsync(string code, bool all = false) => Note($"resolve {code}");

    public ValueTask<bool> SetPropertyAsync(byte pin, string name, params object[] values) =>
        Note($"property {pin} {name}");

    public ValueTask<bool> SetMetadataAsync(string name, string value) => Note($"metadata {name} = {value}");

    public Task<string?> ReadMetadataAsync(string name, CancellationToken cancellation = default) =>
        Task.FromResult<string?>(null);

    public Task<DateTimeOffset?> ReadTimeAsync(CancellationToken cancellation = default) =>
        Task.FromResult<DateTimeOffset?>(null);

    public Task<DateTime?> ReadLocalClockAsync(CancellationToken cancellation = default) =>
        Task.FromResult<DateTime?>(null);

    private ValueTask<bool> Note(string what)
    {
        if (IsOnline)
            Told.Enqueue(what);
        return ValueTask.FromResult(IsOnline);
    }
}
