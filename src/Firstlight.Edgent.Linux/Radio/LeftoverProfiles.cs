namespace Firstlight.Edgent.Linux;

/// <summary>Profiles of ours that an earlier run or a failed attempt left behind.</summary>
internal static class LeftoverProfiles
{
    /// <summary>Removes them; nobody else's are touched.</summary>
    public static async Task RemoveAsync(NetworkManagerLink manager, string id, CancellationToken cancellation)
    {
        var all = await manager.CallAsync(Nm.SettingsPath, Nm.Settings, "ListConnections", cancellation);
        foreach (var path in ((object[])all[0]).OfType<ObjectPath>())
        {
            try
            {
                var settings = await manager.CallAsync(path.Text, Nm.Connection, "GetSettings", cancellation);
                if (IdOf(settings) == id)
                    await manager.CallAsync(path.Text, Nm.Connection, "Delete", cancellation);
            }
            catch (BusErrorException)
            {
                // Gone by itself in between, or another person's, which we may not even read.
            }
        }
    }

    private static string IdOf(IReadOnlyList<object> settings) =>
        settings is [Dictionary<object, object> groups]
        && groups.GetValueOrDefault("connection") is Dictionary<object, object> connection
            ? new PropertyBag(connection).Get("id", "")
            : "";
}
