using Firstlight.Core;

namespace Firstlight.Cluster;

/// <summary>What every message keeps to; one that does not is a mistake of its sender.</summary>
internal static class MessageRules
{
    /// <summary>Bytes of a subject: the broker's limit for a message's type is 255.</summary>
    private const int SubjectLengthMax = 200;

    public static void Check(string subject, ReadOnlyMemory<byte> message)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subject.Length, SubjectLengthMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, Backbones.MessageBytesMax);
    }

    public static void Check(string subject, ReadOnlyMemory<byte> message, TimeSpan patience)
    {
        Check(subject, message);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, TimeSpan.FromMilliseconds(1));
    }
}
