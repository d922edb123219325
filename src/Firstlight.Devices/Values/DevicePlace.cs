using System.Globalization;

namespace Firstlight.Devices;

/// <summary>Where a device is, as people say (docs/decisions/0046).</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Address">In words; null for none.</param>
/// <param name="TimeZone">The zone there; null leaves it to the device's metadata and the organisation.</param>
public sealed record DevicePlace(double Latitude, double Longitude, string? Address, string? TimeZone)
{
    /// <summary>The longest address.</summary>
    public const int AddressCharactersMax = 255;

    /// <summary>Digits behind the point that are kept: a centimetre.</summary>
    public const int Decimals = 7;

    /// <summary>The metadata name by which a device reads the address.</summary>
    public const string AddressField = "Location";

    /// <summary>The metadata name by which a device reads latitude and longitude.</summary>
    public const string DegreesField = "loc.latlon";

    /// <summary>Latitude, then longitude, in decimal degrees.</summary>
    public string Degrees(char separator) =>
        string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.#######}{separator}{Longitude:0.#######}");
}
