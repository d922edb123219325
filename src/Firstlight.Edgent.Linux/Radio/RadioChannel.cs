namespace Firstlight.Edgent.Linux;

/// <summary>A channel for an access point, in NetworkManager's words.</summary>
/// <param name="Band"><c>bg</c> (2.4 GHz) or <c>a</c> (5 GHz).</param>
/// <param name="Number">Such as 6.</param>
internal readonly record struct RadioChannel(string Band, uint Number)
{
    /// <summary>The channel of firmware in the field; every country allows it.</summary>
    public static readonly RadioChannel Usual = new("bg", 1);

    /// <summary>The channel of a network; null where NetworkManager opens no access point (6 GHz).</summary>
    public static RadioChannel? Of(AirNetwork network) =>
        network.Frequency switch
        {
            >= 2412 and <= 2484 => new RadioChannel("bg", (uint)network.Channel),
            >= 5000 and < 5950 => new RadioChannel("a", (uint)network.Channel),
            _ => null,
        };

    public override string ToString() => $"channel {Number}";
}
