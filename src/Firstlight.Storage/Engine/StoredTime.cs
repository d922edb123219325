using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Storage.Engine;

/// <summary>Times in the database: 100-nanosecond steps since 1970 UTC, which lose nothing of a .NET time.</summary>
internal static class StoredTime
{
    public static long From(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static long? From(DateTimeOffset? time) => time is { } given ? From(given) : null;

    public static DateTimeOffset Read(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored);

    [return: NotNullIfNotNull(nameof(stored))]
    public static DateTimeOffset? Read(long? stored) => stored is { } given ? Read(given) : null;
}
