using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a place must look like.</summary>
internal static class PlaceRules
{
    private const double LatitudeMax = 90;
    private const double LongitudeMax = 180;

    /// <summary>The place without outer blanks; empty texts are none.</summary>
    public static Outcome<DevicePlace> Take(DevicePlace place)
    {
        if (!(Math.Abs(place.Latitude) <= LatitudeMax))
            return Refusal.Invalid("latitude", "The latitude is between -90 and 90 degrees.");
        if (!(Math.Abs(place.Longitude) <= LongitudeMax))
            return Refusal.Invalid("longitude", "The longitude is between -180 and 180 degrees.");
        var address = TextRules.TakeOrEmpty("address", place.Address ?? "", DevicePlace.AddressCharactersMax);
        if (!address.Succeeded)
            return address.Refusal;
        var zone = ZoneName.Find(place.TimeZone);
        if (zone is null && !string.IsNullOrWhiteSpace(place.TimeZone))
            return ZoneName.Unknown;
        return new DevicePlace(
            Math.Round(place.Latitude, DevicePlace.Decimals),
            Math.Round(place.Longitude, DevicePlace.Decimals),
            address.Value.Length == 0 ? null : address.Value,
            zone?.Id
        );
    }
}
