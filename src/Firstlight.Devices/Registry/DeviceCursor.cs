using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>Where the next page of devices begins. By id it is a <see cref="PageCursor"/>; by name the name follows the id.</summary>
internal static class DeviceCursor
{
    private const int CharactersMax = 400;

    public static string After(Device last, DeviceOrder order)
    {
        if (!IsByName(order))
            return PageCursor.After(last.Id.Value);
        var bytes = new byte[sizeof(long) + Encoding.UTF8.GetByteCount(last.Name)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, last.Id.Value);
        Encoding.UTF8.GetBytes(last.Name, bytes.AsSpan(sizeof(long)));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; false when it is none, or one of another order.</summary>
    public static bool TryRead(string text, DeviceOrder order, out DevicePosition position)
    {
        position = default;
        if (!IsByName(order))
        {
            var read = PageCursor.TryRead(text, out var lastId);
            position = new DevicePosition(new DeviceId(lastId), "");
            return read;
        }

        if (text.Length > CharactersMax || !Base64Url.IsValid(text, out var length) || length <= sizeof(long))
            return false;
        var bytes = Base64Url.DecodeFromChars(text);
        var id = BinaryPrimitives.ReadInt64BigEndian(bytes);
        position = new DevicePosition(new DeviceId(id), Encoding.UTF8.GetString(bytes.AsSpan(sizeof(long))));
        return id > 0;
    }

    private static bool IsByName(DeviceOrder order) => order is DeviceOrder.Name or DeviceOrder.NameBackwards;
}
