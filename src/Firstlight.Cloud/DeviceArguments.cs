using System.CommandLine;
using System.Globalization;
using Firstlight.Fleet;
using Firstlight.Gateway;

namespace Firstlight.Cloud;

/// <summary>Where the clouds that devices come from differ: which of their ways this one takes (docs/protocols/native.md).</summary>
internal sealed class DeviceArguments
{
    private const double FactorMin = 1;
    private const double FactorMax = 10;

    private readonly Option<string?> _heartbeatFactor = new("--heartbeat-factor")
    {
        Description = "A link silent for heartbeat times this is dead; default 1.5, older servers used 2.3",
    };
    private readonly Option<bool> _noBridge = new("--no-bridge")
    {
        Description = "Devices may not write to other devices of their owner",
    };
    private readonly Option<bool> _appPresence = new("--app-presence")
    {
        Description = "Tell devices when their owner's app comes and goes (acon, adis)",
    };

    public void AddTo(Command command)
    {
        _heartbeatFactor.Validators.Add(static result =>
        {
            if (result.Tokens is [var word] && !TryRead(word.Value, out _))
                result.AddError("--heartbeat-factor takes a number from 1 to 10, such as 2.3.");
        });
        command.Add(_heartbeatFactor);
        command.Add(_noBridge);
        command.Add(_appPresence);
    }

    public DeviceSettings Read(ParseResult parsed) =>
        new(
            TryRead(parsed.GetValue(_heartbeatFactor), out var factor) ? factor : null,
            MayBridge: !parsed.GetValue(_noBridge),
            TellsAppPresence: parsed.GetValue(_appPresence)
        );

    private static bool TryRead(string? text, out double factor) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out factor)
        && factor is >= FactorMin and <= FactorMax;
}

/// <summary>What the command line says about the ways of devices.</summary>
/// <param name="HeartbeatFactor">Null: the default.</param>
/// <param name="MayBridge">Devices of one owner may write to each other.</param>
/// <param name="TellsAppPresence">Devices are told when their owner's app comes and goes.</param>
internal sealed record DeviceSettings(double? HeartbeatFactor, bool MayBridge, bool TellsAppPresence)
{
    public void Configure(GatewayOptions gateway)
    {
        gateway.HeartbeatFactor = HeartbeatFactor ?? gateway.HeartbeatFactor;
        gateway.MayBridge = MayBridge;
    }

    public void Configure(FleetOptions fleet) => fleet.TellsAppPresence = TellsAppPresence;
}
