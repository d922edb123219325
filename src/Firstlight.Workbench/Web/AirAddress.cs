using Microsoft.AspNetCore.Http;

namespace Firstlight.Workbench;

/// <summary>Where the portals of the room's devices answer, seen from the asker.</summary>
internal readonly record struct AirAddress(string Origin)
{
    public const string Prefix = "/air";

    public static AirAddress SeenFrom(HttpRequest request) => new($"{request.Scheme}://{request.Host}");

    public string Of(VirtualDevice device) => $"{Origin}{Prefix}/{device.Id}";
}
