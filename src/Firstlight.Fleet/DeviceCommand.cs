using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Fleet;

/// <summary>What the cloud may tell a device.</summary>
public abstract record DeviceCommand
{
    private DeviceCommand() { }

    /// <summary>A person, rule or API wrote a pin.</summary>
    public record WritePin(VirtualPin Pin, string Value) : DeviceCommand;

    /// <summary>Another device wrote a pin; <paramref name="FrameId"/> is the number of its frame, which native devices are told.</summary>
    public sealed record BridgedPin(VirtualPin Pin, string Value, ushort FrameId) : WritePin(Pin, Value);

    /// <summary>A metadata value changed.</summary>
    public sealed record SetMetadata(string Name, string Value) : DeviceCommand;

    /// <summary>The first live stream of the device's owner opened.</summary>
    public sealed record AppCame : DeviceCommand;

    /// <summary>The last one ended.</summary>
    public sealed record AppWent : DeviceCommand;

    /// <summary>Restart.</summary>
    public sealed record Reboot : DeviceCommand;

    /// <summary>Open the access point again for another network.</summary>
    public sealed record Reconfigure : DeviceCommand;

    /// <summary>Fetch other firmware and install it.</summary>
    /// <param name="File">The firmware.</param>
    /// <param name="Link">By which the device may fetch it at <see cref="Path"/>.</param>
    public sealed record Update(FirmwareFile File, UpdateLink Link) : DeviceCommand
    {
        /// <summary>Where it is, behind the cloud's address; how a device reaches that is known to its link.</summary>
        public string Path => $"/static/fw/{File.StoredName}.bin?token={Link.Reveal()}";

        /// <summary>Without the link.</summary>
        public override string ToString() => $"Update to {File.Version}";
    }
}
