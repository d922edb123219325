using Firstlight.Edgent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Workbench;

/// <summary>What a room is built with; a test or a load run brings its own clock, chance and wire.</summary>
public sealed record RoomOptions
{
    /// <summary>The clock of everything in the room.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The devices' source of chance.</summary>
    public required IEntropy Entropy { get; init; }

    /// <summary>What lies behind the routers.</summary>
    public required ICloudConnector Wire { get; init; }

    /// <summary>The cloud in the devices' firmware, for a person who types a code on a device's own page; null: firmware's usual.</summary>
    public string? CloudHost { get; init; }

    /// <summary>Its plain port.</summary>
    public int? CloudPort { get; init; }

    /// <summary>Its TLS port.</summary>
    public int? CloudTlsPort { get; init; }

    /// <summary>How long things take in the air.</summary>
    public AirTimings Air { get; init; } = new();

    /// <summary>The waits of the devices' firmware.</summary>
    public EdgentTimings Firmware { get; init; } = new();

    /// <summary>For faults of the room itself.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The most devices in the room.</summary>
    public int DevicesMax { get; init; } = 20_000;
}
