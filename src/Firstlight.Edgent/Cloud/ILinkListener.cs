using System.Buffers;

namespace Firstlight.Edgent;

/// <summary>Hears what comes over a link. While it works the link reads nothing further.</summary>
internal interface ILinkListener
{
    /// <summary>The cloud wrote a virtual pin.</summary>
    ValueTask PinWrittenAsync(byte pin, VirtualValue value);

    /// <summary>An internal frame; the body is good until the returned task is awaited for the first time.</summary>
    ValueTask InternalReceivedAsync(ReadOnlySequence<byte> body);
}
