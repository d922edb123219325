using System.Text.Json;
using System.Text.Json.Serialization;
using Firstlight.Edgent;

namespace Firstlight.Workbench;

/// <summary>A data folder: <c>room.json</c> and one folder of flash per device.</summary>
internal sealed class RoomFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly string _root;

    public RoomFolder(string root)
    {
        _root = root;
        Directory.CreateDirectory(root);
    }

    private string PlanPath => Path.Combine(_root, "room.json");

    /// <summary>The plan; null in a new folder.</summary>
    /// <exception cref="InvalidDataException">The file is there and is not a plan.</exception>
    public async Task<RoomPlan?> ReadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(PlanPath))
            return null;
        await using var file = File.OpenRead(PlanPath);
        try
        {
            return await JsonSerializer.DeserializeAsync<RoomPlan>(file, Format, cancellation)
                ?? throw new InvalidDataException($"{PlanPath} is empty; move it away to begin a new room.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException(
                $"{PlanPath} is not a room: {broken.Message} Move it away to begin a new one.",
                broken
            );
        }
    }

    /// <summary>Replaces the plan as a whole: a crash leaves the old one or the new one.</summary>
    public async Task WriteAsync(RoomPlan plan, CancellationToken cancellation)
    {
        var fresh = PlanPath + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // The plan holds the passwords of the room's networks.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using (var file = new FileStream(fresh, options))
        {
            await JsonSerializer.SerializeAsync(file, plan, Format, cancellation);
            await file.FlushAsync(cancellation);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        File.Move(fresh, PlanPath, overwrite: true);
    }

    /// <summary>The flash of a device, made when it is not there.</summary>
    public IConfigStore OpenFlash(string deviceId) => SlotFile.StoreIn(FlashFolder(deviceId));

    /// <summary>Throws a device's flash away.</summary>
    public void RemoveFlash(string deviceId)
    {
        var folder = FlashFolder(deviceId);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private string FlashFolder(string deviceId) => Path.Combine(_root, "devices", deviceId);
}
