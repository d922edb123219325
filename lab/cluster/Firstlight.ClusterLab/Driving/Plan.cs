using System.Text.Json;

namespace Firstlight.ClusterLab.Driving;

/// <summary>Who takes part: made once, while everything is well.</summary>
internal sealed record Plan(string AccessToken, IReadOnlyList<PlannedDevice> Devices)
{
    public static Plan Read(string path) => JsonSerializer.Deserialize<Plan>(File.ReadAllText(path))!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}

/// <param name="Restless">It comes again by a new connection before the older one has ended, as a device does whose network changed.</param>
internal sealed record PlannedDevice(long Id, string Token, bool Restless);
