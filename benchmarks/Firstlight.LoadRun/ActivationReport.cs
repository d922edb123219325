using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Firstlight.LoadRun;

/// <summary>What a run measured. Times in milliseconds, memory in bytes.</summary>
internal sealed record ActivationReport(
    int Devices,
    int Activated,
    int Listed,
    double WallSeconds,
    double ActivationsPerSecond,
    double TokenP50,
    double TokenP99,
    double ActivationP50,
    double ActivationP99,
    long CloudIdleBytes,
    long CloudPeakBytes,
    long CloudConnectedBytes,
    double CloudCpuSeconds,
    double DevicesCpuSeconds
)
{
    /// <summary>Nothing was lost and nothing was made twice.</summary>
    public bool IsWhole => Activated == Devices && Listed == Devices;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public string ToText()
    {
        var text = new StringBuilder();
        Line("devices activated", $"{Activated} of {Devices}, {Listed} listed by the cloud");
        Line("durable activations", $"{ActivationsPerSecond:F0}/s over {WallSeconds:F1} s");
        Line("token handed out", $"p50 {TokenP50:F1} ms, p99 {TokenP99:F1} ms (REST, on disk)");
        Line(
            "settings taken -> activated",
            $"p50 {ActivationP50:F0} ms, p99 {ActivationP99:F0} ms (1100 ms of it are the protocol's)"
        );
        Line(
            "cloud memory",
            $"{Mb(CloudIdleBytes)} idle, {Mb(CloudPeakBytes)} peak, {Mb(CloudConnectedBytes)} with all connected"
        );
        Line(
            "per connected device",
            $"{(CloudConnectedBytes - CloudIdleBytes) / (double)Devices / 1000:F1} kB of resident memory"
        );
        Line(
            "processor time",
            $"cloud {CloudCpuSeconds:F1} s, devices and phones {DevicesCpuSeconds:F1} s, on the same cores"
        );
        return text.ToString();

        void Line(string name, FormattableString value) =>
            text.Append(CultureInfo.InvariantCulture, $"{name, -28} ")
                .AppendLine(value.ToString(CultureInfo.InvariantCulture));
    }

    private static string Mb(long bytes) => (bytes / 1e6).ToString("F0", CultureInfo.InvariantCulture) + " MB";
}
