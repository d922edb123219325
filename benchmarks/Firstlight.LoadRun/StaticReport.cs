using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Firstlight.LoadRun;

/// <summary>What a run with static tokens measured. Claims are timed after a warm-up. Times in seconds where not said otherwise, memory in bytes.</summary>
internal sealed record StaticReport(
    int Tokens,
    int Exported,
    double MakingSeconds,
    double TableSeconds,
    long TableBytes,
    int Pictures,
    double PicturesSeconds,
    int Claims,
    int Claimed,
    double ClaimsPerSecond,
    double ClaimP50Milliseconds,
    double ClaimP99Milliseconds,
    double ColdClaimP99Milliseconds,
    int ImportedRows,
    double ImportSeconds,
    long CloudIdleBytes,
    long CloudPeakBytes,
    long ImportPeakBytes,
    double CloudCpuSeconds
)
{
    /// <summary>Every token that was ordered was exported once, and every claim won its unit.</summary>
    public bool IsWhole => Exported == Tokens && Claimed == Claims && ImportedRows == Tokens;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public string ToText()
    {
        var text = new StringBuilder();
        Line("tokens made, on disk", $"{Tokens:N0} in {MakingSeconds:F1} s");
        Line("table with all secrets", $"{Exported:N0} rows, {TableBytes / 1e6:F0} MB in {TableSeconds:F1} s");
        Line("zip with QR codes", $"{Pictures:N0} pictures in {PicturesSeconds:F1} s");
        Line(
            "claims, on disk",
            $"{Claimed:N0} of {Claims:N0} at {ClaimsPerSecond:F0}/s, p50 {ClaimP50Milliseconds:F1} ms, p99 {ClaimP99Milliseconds:F1} ms"
        );
        Line(
            "p99 while it warms up",
            $"{ColdClaimP99Milliseconds:F1} ms, the first {StaticRun.WarmUp.TotalSeconds:F0} s"
        );
        Line("table taken in, tokens made", $"{ImportedRows:N0} rows in {ImportSeconds:F1} s");
        Line(
            "cloud memory",
            $"{CloudIdleBytes / 1e6:F0} MB idle, {CloudPeakBytes / 1e6:F0} MB peak, {ImportPeakBytes / 1e6:F0} MB peak with the table"
        );
        Line("processor time", $"cloud {CloudCpuSeconds:F1} s");
        return text.ToString();

        void Line(string name, FormattableString value) =>
            text.Append(CultureInfo.InvariantCulture, $"{name, -28} ")
                .AppendLine(value.ToString(CultureInfo.InvariantCulture));
    }
}
