using System.Buffers;

namespace Firstlight.Protocol.Mqtt;

/// <summary>What topics and filters may look like, and which topics a filter means (section 4.7 of both versions).</summary>
public static class TopicRules
{
    private const string SharedPrefix = "$share/";

    /// <summary>A topic that a message may have: not empty, no wildcards.</summary>
    public static bool IsTopic(in ReadOnlySequence<byte> topic)
    {
        if (topic.IsEmpty)
            return false;
        foreach (var segment in topic)
        {
            if (segment.Span.IndexOfAny((byte)'#', (byte)'+') >= 0)
                return false;
        }

        return true;
    }

    /// <summary>A filter: not empty, <c>#</c> alone in the last level, <c>+</c> alone in its level.</summary>
    public static bool IsFilter(string filter)
    {
        if (filter.Length == 0)
            return false;
        var levels = filter.Split('/');
        for (var index = 0; index < levels.Length; index++)
        {
            var level = levels[index];
            if (level.Contains('#', StringComparison.Ordinal) && (level != "#" || index < levels.Length - 1))
                return false;
            if (level.Contains('+', StringComparison.Ordinal) && level != "+")
                return false;
        }

        return true;
    }

    /// <summary>A filter of a shared subscription of 5.0.</summary>
    public static bool IsShared(string filter) => filter.StartsWith(SharedPrefix, StringComparison.Ordinal);

    /// <summary>True when the topic is one of those the filter means.</summary>
    public static bool Matches(string filter, string topic)
    {
        var wanted = filter.AsSpan();
        var given = topic.AsSpan();
        // Topics of the server itself are not meant by a wildcard at the start.
        if (given.StartsWith('$') && wanted[0] is '#' or '+')
            return false;
        while (true)
        {
            if (wanted is "#")
                return true;
            var level = Level(ref wanted, out var more);
            var against = Level(ref given, out var moreGiven);
            if (level is not "+" && !level.SequenceEqual(against))
                return false;
            if (!more || !moreGiven)
                return more == moreGiven || (more && wanted is "#");
        }
    }

    private static ReadOnlySpan<char> Level(ref ReadOnlySpan<char> rest, out bool more)
    {
        var end = rest.IndexOf('/');
        more = end >= 0;
        var level = more ? rest[..end] : rest;
        rest = more ? rest[(end + 1)..] : default;
        return level;
    }
}
