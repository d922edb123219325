namespace Firstlight.Gateway.Http;

/// <summary>How far back a report goes.</summary>
internal enum ReportPeriod
{
    Hour,
    Day,
    Week,
    Month,
    ThreeMonths,
}

/// <summary>What a row of a report is: a value, or what a stretch of time came to.</summary>
internal enum ReportGranularity
{
    RawData,
    Minute,
    Hourly,
    Daily,
}

/// <summary>What a stretch of time is told by.</summary>
internal enum ReportSource
{
    Avg,
    Min,
    Max,
    Sum,
    Count,
}

/// <summary>How a time is written.</summary>
internal enum ReportFormat
{
    Ts,
    IsoUs,
    IsoSimple,
}

/// <summary>Whether rows come with the answer, or a link to a file of them.</summary>
internal enum ReportOutput
{
    File,
    Json,
}

/// <summary>Constants as the original's clients send them, <c>THREE_MONTHS</c>, in any letter case.</summary>
internal static class ReportWord
{
    private const int ShownCharactersMax = 40;

    // The original's server answers with the name of its own class, and clients show it. Only Period's is documented.
    private const string Package = "cc.blynk.server.core.model.widgets.outputs.graph.";

    public static bool TryRead<T>(string? text, T unsaid, out T value)
        where T : struct, Enum
    {
        value = unsaid;
        if (string.IsNullOrEmpty(text))
            return true;
        foreach (var known in Enum.GetValues<T>())
        {
            if (
                !string.Equals(
                    known.ToString(),
                    text.Replace("_", "", StringComparison.Ordinal),
                    StringComparison.OrdinalIgnoreCase
                )
            )
                continue;
            value = known;
            return true;
        }

        return false;
    }

    /// <summary>The refusal of a constant that is none.</summary>
    public static DeviceAnswer Unknown(string className, string text)
    {
        var shown = text.Length > ShownCharactersMax ? text[..ShownCharactersMax] : text;
        return DeviceAnswer.Error(500, $"No enum constant {Package}{className}.{shown.ToUpperInvariant()}");
    }
}
