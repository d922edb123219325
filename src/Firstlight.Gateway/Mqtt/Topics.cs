using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;

namespace Firstlight.Gateway.Mqtt;

/// <summary>What we publish, and the names in it. Datastreams have names here, not pins.</summary>
internal static class Topics
{
    public const string Diagnosis = "downlink/diag";
    public const string Redirect = "downlink/redirect";
    public const string Ping = "downlink/ping";
    public const string Place = "downlink/loc/all";
    public const string Update = "downlink/ota/json";
    public const string Time = "downlink/utc/all/json";

    public static string Datastream(string name) => $"downlink/ds/{name}";

    public static string Metadata(string name) => $"downlink/meta/{name}";

    /// <summary>Where a command goes and what it says; null for a pin that the template does not have any more.</summary>
    public static async ValueTask<(string Topic, string Payload)?> OfAsync(
        IDeviceSession session,
        DeviceCommand command,
        CancellationToken cancellation
    )
    {
        switch (command)
        {
            case DeviceCommand.WritePin write:
                var template = await session.FindTemplateAsync(cancellation);
                return template?.FindDatastream(write.Pin) is { } datastream
                    ? (Datastream(datastream.Name), write.Value)
                    : null;
            case DeviceCommand.SetMetadata set:
                return (Metadata(set.Name), set.Value);
            case DeviceCommand.Reboot:
                return ("downlink/reboot", "");
            case DeviceCommand.Reconfigure:
                return ("downlink/reconfigure", "");
            case DeviceCommand.AppCame or DeviceCommand.AppWent:
                return null; // the native protocol alone has words for it
            default:
                throw new ArgumentOutOfRangeException(nameof(command));
        }
    }

    /// <summary>The datastream of that name; failing that, of that pin (<c>V5</c>), which MQTT of the original does not know.</summary>
    public static Datastream? Find(Template template, string name)
    {
        foreach (var datastream in template.Datastreams)
        {
            if (string.Equals(datastream.Name, name, StringComparison.Ordinal))
                return datastream;
        }

        return VirtualPin.TryParse(name, out var pin) ? template.FindDatastream(pin) : null;
    }
}
