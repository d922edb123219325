namespace Firstlight.Workbench;

/// <summary>What is written down about a room: everything but the devices' flash.</summary>
/// <param name="NextDevice">The number of the next device; never given twice, so that a flash is never inherited.</param>
/// <param name="Devices">The devices.</param>
/// <param name="Networks">The networks, passwords included.</param>
internal sealed record RoomPlan(int NextDevice, IReadOnlyList<PlannedDevice> Devices, IReadOnlyList<Network> Networks)
{
    public static readonly RoomPlan Empty = new(1, [], []);
}

/// <summary>One device of a plan.</summary>
internal sealed record PlannedDevice(string Id, DeviceModel Model, bool Powered);
