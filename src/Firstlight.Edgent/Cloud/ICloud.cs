namespace Firstlight.Edgent;

/// <summary>
/// What a device's program says to the cloud. Sends answer true when the frame was handed to the link and false when the
/// device is not online: the protocol acknowledges nothing. They wait while the link's queue is full.
/// </summary>
public interface ICloud
{
    /// <summary>True while logged in.</summary>
    bool IsOnline { get; }

    /// <summary>Writes a virtual pin, 0 to 255; several values make one value of several parts.</summary>
    ValueTask<bool> WriteAsync(byte pin, params object[] values);

    /// <summary>Asks for the stored values of all pins marked for it; they arrive at the pins' handlers.</summary>
    ValueTask<bool> SyncAllAsync();

    /// <summary>Asks for the stored values of these pins.</summary>
    ValueTask<bool> SyncAsync(params byte[] pins);

    /// <summary>Logs an event by its code; the description has at most 300 characters.</summary>
    ValueTask<bool> LogEventAsync(string code, string? description = null);

    /// <summary>Resolves the newest event of a code, or all of them.</summary>
    ValueTask<bool> ResolveEventAsync(string code, bool all = false);

    /// <summary>Sets a widget property of a pin, such as <c>color</c> or <c>isDisabled</c>.</summary>
    ValueTask<bool> SetPropertyAsync(byte pin, string name, params object[] values);

    /// <summary>Sets a metadata field.</summary>
    ValueTask<bool> SetMetadataAsync(string name, string value);

    /// <summary>Reads a metadata field; null when offline, unknown or not answered in time.</summary>
    Task<string?> ReadMetadataAsync(string name, CancellationToken cancellation = default);

    /// <summary>Reads the cloud's clock; null when offline or not answered in time.</summary>
    Task<DateTimeOffset?> ReadTimeAsync(CancellationToken cancellation = default);

    /// <summary>Reads the wall clock where the device is; null when offline or not answered in time.</summary>
    Task<DateTime?> ReadLocalClockAsync(CancellationToken cancellation = default);
}
