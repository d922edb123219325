using System.Globalization;

namespace RaspberryThermostat;

/// <summary>A thermometer as the kernel shows it: thousandths of a degree in a file.</summary>
internal sealed class Sensor(string file)
{
    /// <summary>The processor's own, which every Raspberry Pi has; a DS18B20 is <c>/sys/bus/w1/devices/28-…/temperature</c>.</summary>
    public const string DefaultFile = "/sys/class/thermal/thermal_zone0/temp";

    private const double Thousandths = 1000;

    /// <summary>Degrees Celsius.</summary>
    /// <exception cref="IOException">The thermometer does not answer.</exception>
    public async Task<double> ReadAsync()
    {
        var text = await File.ReadAllTextAsync(file);
        return int.Parse(text, CultureInfo.InvariantCulture) / Thousandths;
    }
}
