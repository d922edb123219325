using System.Buffers;
using System.Text;
using Firstlight.Gateway.Traffic;

namespace Firstlight.Gateway.Mqtt;

/// <summary>A message in words, for a person who looks on. What could be a secret is left out.</summary>
internal static class MessageWords
{
    public static string? Of(string topic, string payload) =>
        FrameWords.Shown(payload.Length == 0 ? topic : $"{topic} = {FrameWords.Value(topic, payload)}");

    public static string? Of(string topic, in ReadOnlySequence<byte> payload) =>
        Of(topic, Encoding.UTF8.GetString(payload.Slice(0, Math.Min(payload.Length, FrameWords.DetailCharactersMax))));
}
