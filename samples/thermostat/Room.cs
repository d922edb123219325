namespace Thermostat;

/// <summary>The virtual pins of the template.</summary>
internal static class Pins
{
    public const byte Temperature = 0;
    public const byte Target = 1;
    public const byte Heating = 2;
}

/// <summary>A room that loses heat to the outside and gains it from a heater.</summary>
internal sealed class Room
{
    private const double Outside = 8;
    private const double LossPerSecond = 0.002;
    private const double HeaterDegreesPerSecond = 0.05;
    private const double Hysteresis = 0.3;

    public double Temperature { get; private set; } = 19;

    public double Target { get; set; } = 21;

    public bool IsHeating { get; private set; }

    public void Pass(TimeSpan span)
    {
        if (Temperature < Target - Hysteresis)
            IsHeating = true;
        if (Temperature > Target + Hysteresis)
            IsHeating = false;
        var gain = IsHeating ? HeaterDegreesPerSecond : 0;
        Temperature += span.TotalSeconds * (gain - (LossPerSecond * (Temperature - Outside)));
    }
}
