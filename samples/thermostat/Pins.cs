namespace Thermostat;

/// <summary>The virtual pins of the template.</summary>
internal static class Pins
{
    public const byte Temperature = 0;
    public const byte Target = 1;
    public const byte Heating = 2;
}
