using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Room;

/// <summary>A device's access point as a phone in the virtual room sees it.</summary>
internal sealed record VisibleAccessPoint(string Ssid, Uri Address)
{
    public static IReadOnlyList<VisibleAccessPoint> ReadAll(JsonElement air) =>
        [
            .. air.Items("accessPoints")
                .Where(entry => Uri.TryCreate(entry.Text("url"), UriKind.Absolute, out _))
                .Select(entry => new VisibleAccessPoint(entry.Text("ssid"), new Uri(entry.Text("url")))),
        ];
}
