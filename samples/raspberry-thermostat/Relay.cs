namespace RaspberryThermostat;

/// <summary>The heater's relay, wired as a kernel LED (<c>dtoverlay=gpio-led,gpio=17,label=heater</c>): no GPIO library is needed.</summary>
internal sealed class Relay(string file)
{
    /// <summary>Where the overlay puts it.</summary>
    public const string DefaultFile = "/sys/class/leds/heater/brightness";

    private const double Hysteresis = 0.3;

    /// <summary>True while it heats.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Switches where the temperature asks for it.</summary>
    public async Task RegulateAsync(double temperature, double target)
    {
        var on = temperature < target - Hysteresis || (IsOn && temperature < target + Hysteresis);
        if (on == IsOn)
            return;
        await File.WriteAllTextAsync(file, on ? "1" : "0");
        IsOn = on;
    }
}
