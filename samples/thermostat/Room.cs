using Microsoft.Extensions.Logging;

namespace Thermostat;

/// <summary>A room that loses heat to the outside and gains it from a heater.</summary>
internal sealed class Room(ILogger serial)
{
    private const double Outside = 8;
    private const double LossPerSecond = 0.002;
    private const double HeaterDegreesPerSecond = 0.05;
    private const double Hysteresis = 0.3;

    public double Temperature { get; private set; } = 19;

    public double Target { get; private set; } = 21;

    public bool IsHeating { get; private set; }

    /// <summary>Somebody chose another temperature.</summary>
    public void Set(double target)
    {
        Target = target;
        SerialLog.SetPointTaken(serial, target);
    }

    public void Pass(TimeSpan span)
    {
        if (!IsHeating && Temperature < Target - Hysteresis)
            Switch(on: true);
        else if (IsHeating && Temperature > Target + Hysteresis)
            Switch(on: false);
        var gain = IsHeating ? HeaterDegreesPerSecond : 0;
        Temperature += span.TotalSeconds * (gain - (LossPerSecond * (Temperature - Outside)));
    }

    private void Switch(bool on)
    {
        IsHeating = on;
        SerialLog.HeatingSwitched(serial, on ? "on" : "off", Math.Round(Temperature, 2));
    }
}

/// <summary>What the thermostat says about itself.</summary>
internal static partial class SerialLog
{
    [LoggerMessage(1, LogLevel.Information, "Set point {Degrees} °C")]
    public static partial void SetPointTaken(ILogger serial, double degrees);

    [LoggerMessage(2, LogLevel.Information, "Heating {Switched} at {Degrees} °C")]
    public static partial void HeatingSwitched(ILogger serial, string switched, double degrees);
}
