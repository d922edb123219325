namespace Firstlight.Api;

/// <summary>Bounds of the people's door.</summary>
internal static class ApiLimits
{
    /// <summary>The largest request body, in bytes.</summary>
    public const long BodyBytesMax = 1024 * 1024;

    /// <summary>How much of a refused body is read and thrown away, in bytes, so that its sender gets to see the answer.</summary>
    public const long BodyDrainBytesMax = 16 * BodyBytesMax;

    /// <summary>After how many seconds a caller may try again while storage is away.</summary>
    public const int StorageRetryAfterSeconds = 2;

    /// <summary>Items per page when nothing is said.</summary>
    public const int PageDefault = 50;

    /// <summary>Points of history per page when nothing is said.</summary>
    public const int HistoryPageDefault = 1_000;

    /// <summary>How far back history goes when nothing is said.</summary>
    public static readonly TimeSpan HistorySpanDefault = TimeSpan.FromDays(1);

    /// <summary>How far back statistics go when nothing is said.</summary>
    public static readonly TimeSpan StatisticsSpanDefault = TimeSpan.FromDays(30);

    /// <summary>How long one may watch a device's traffic before asking again.</summary>
    public static readonly TimeSpan TrafficSpan = TimeSpan.FromMinutes(10);
}
