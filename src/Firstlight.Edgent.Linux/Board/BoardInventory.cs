namespace Firstlight.Edgent.Linux;

/// <summary>Which parts of a board are there, for a person who sets it up. Looks only: nothing is opened, nothing changes.</summary>
public static class BoardInventory
{
    /// <summary>Each part with what was found, in words.</summary>
    /// <exception cref="BoardUnavailableException">The network's part is not there.</exception>
    public static IReadOnlyList<(string Part, string Found)> Look(BoardSettings settings) =>
        [("button", Button(settings.Button)), ("light", Light(settings.Light)), Network(settings)];

    private static (string Part, string Found) Network(BoardSettings settings)
    {
        var device = WiredDevice.Find(settings.Wired);
        return ("cable", $"{device.Name}, {device.Mac}, {(device.HasCarrier ? "plugged in" : "not plugged in")}");
    }

    private static string Button(ButtonSettings settings) =>
        InputDevices.Find(settings) ?? $"none: {InputDevices.Describe(settings)}";

    private static string Light(LightSettings settings)
    {
        try
        {
            return Lamp.Find(settings, out var missing)?.Names ?? $"none: {missing}";
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return $"none: {unusable.Message}";
        }
    }
}
