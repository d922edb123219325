using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Edgent;

/// <summary>Everything outside the device's program that it touches.</summary>
public sealed record EdgentPorts
{
    /// <summary>The Wi-Fi radio.</summary>
    public required IRadio Radio { get; init; }

    /// <summary>The flash.</summary>
    public required IConfigStore Store { get; init; }

    /// <summary>The reset button.</summary>
    public required IResetButton Button { get; init; }

    /// <summary>The status light.</summary>
    public required IStatusLight Light { get; init; }

    /// <summary>The firmware updater.</summary>
    public required IFirmwareUpdater Updater { get; init; }

    /// <summary>The way to the cloud.</summary>
    public required ICloudConnector Cloud { get; init; }

    /// <summary>The restart line.</summary>
    public required IRestart Restart { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of chance.</summary>
    public required IEntropy Entropy { get; init; }

    /// <summary>The serial log. No secret ever reaches it.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;
}
