using Firstlight.Edgent;
using Microsoft.Extensions.Logging;

namespace Firstlight.Workbench;

/// <summary>
/// The room's thermostat: temperature on V0 (Double) at once after each login and every 5 s, setpoint from V1 (asked for
/// after each login), heating on V2 (0 or 1). It says on its serial port what it is told and what it switches.
/// </summary>
internal sealed class Thermostat(ILogger serial)
{
    public const byte TemperaturePin = 0;
    public const byte SetpointPin = 1;
    public const byte HeatingPin = 2;

    /// <summary>Between two readings.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private const double OutsideDegrees = 12;
    private const double HeatingDegreesPerReading = 0.3;
    private const double LossPerReading = 0.01;
    private const double HysteresisDegrees = 0.2;

    private double _setpoint = 20;
    private double _temperature = 18;
    private bool _heating;

    /// <summary>Writes this program into a device.</summary>
    public static void Program(EdgentBuilder builder, ILogger serial)
    {
        var thermostat = new Thermostat(serial);
        builder
            .OnConnected(async cloud =>
            {
                await cloud.SyncAsync(SetpointPin);
                await thermostat.TellAsync(cloud);
            })
            .On(SetpointPin, thermostat.TakeSetpointAsync)
            .Every(
                Period,
                cloud =>
                {
                    thermostat.Pass();
                    return thermostat.TellAsync(cloud);
                }
            );
    }

    private ValueTask TakeSetpointAsync(VirtualValue value, ICloud cloud)
    {
        _setpoint = value.As(_setpoint);
        WorkbenchLog.SetPointTaken(serial, _setpoint);
        return Decide() ? TellAsync(cloud) : ValueTask.CompletedTask;
    }

    private void Pass()
    {
        _temperature += (OutsideDegrees - _temperature) * LossPerReading;
        if (_heating)
            _temperature += HeatingDegreesPerReading;
        Decide();
    }

    /// <returns>True when the heating was switched.</returns>
    private bool Decide()
    {
        var wanted = _heating
            ? _temperature < _setpoint + HysteresisDegrees
            : _temperature < _setpoint - HysteresisDegrees;
        if (wanted == _heating)
            return false;
        _heating = wanted;
        WorkbenchLog.HeatingSwitched(serial, wanted ? "on" : "off", Math.Round(_temperature, 2));
        return true;
    }

    private async ValueTask TellAsync(ICloud cloud)
    {
        await cloud.WriteAsync(TemperaturePin, Math.Round(_temperature, 2));
        await cloud.WriteAsync(HeatingPin, _heating);
    }
}
