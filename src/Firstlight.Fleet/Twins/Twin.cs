using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>
/// A device's last values. There is one per device while anyone holds it, so everyone sees and changes the same.
/// What is only in the outbox yet is here already; what is only on disk comes with <see cref="LoadAsync"/>.
/// </summary>
internal sealed class Twin(DeviceId device)
{
    private readonly List<HeldValue> _values = [];
    private bool _loaded;
    private Task? _loading;

    public DeviceId Device { get; } = device;

    /// <summary>Hold it while values are changed and their records are added, so that disk and memory see one order.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The batch with the newest record of this device. Guarded by <see cref="Gate"/>.</summary>
    public long LastBatch { get; set; }

    /// <summary>Ends when the newest of people's writes has gone to the device. Guarded by <see cref="Gate"/>.</summary>
    public Task LastDelivery { get; set; } = Task.CompletedTask;

    /// <summary>People's writes that are under way. Guarded by <see cref="Gate"/>.</summary>
    public int Deliveries { get; set; }

    /// <summary>The device's own events of today; null until it logs one. Guarded by <see cref="Gate"/>.</summary>
    public EventLimits? EventLimits { get; set; }

    /// <summary>The last call of the device that was stored as a life sign. Guarded by <see cref="Gate"/>.</summary>
    public DateTimeOffset VisitNotedAt { get; set; }

    /// <summary>Who uses it. Guarded by the shelf.</summary>
    public int Holders { get; set; }

    /// <summary>Its place among the twins nobody uses. Guarded by the shelf.</summary>
    public LinkedListNode<Twin>? Unheld { get; set; }

    /// <summary>The value of a pin. Call it under <see cref="Gate"/>.</summary>
    public bool TryGet(VirtualPin pin, out TwinValue value)
    {
        ref var held = ref Find(pin);
        value = Unsafe.IsNullRef(ref held) ? default : held.Value;
        return !Unsafe.IsNullRef(ref held);
    }

    /// <summary>Sets a pin. Call it under <see cref="Gate"/>.</summary>
    public void Set(VirtualPin pin, string value, DateTimeOffset at)
    {
        var held = new HeldValue { Value = new TwinValue(pin, value, at) };
        ref var place = ref Find(pin);
        if (Unsafe.IsNullRef(ref place))
            _values.Add(held);
        else
            place = held;
    }

    /// <summary>
    /// The pin's value has a record in the outbox that is brought up to date when the store takes it. Until then, or until the
    /// pin gets a record of another kind, <see cref="TryOverwrite"/> needs no record. Call it under <see cref="Gate"/>.
    /// </summary>
    public void AwaitStore(VirtualPin pin)
    {
        ref var held = ref Find(pin);
        if (!Unsafe.IsNullRef(ref held))
            held.Waits = true;
    }

    /// <summary>Sets a pin whose value before waits for the store, and is gone now; false when it does not. Call it under <see cref="Gate"/>.</summary>
    public bool TryOverwrite(VirtualPin pin, string value, DateTimeOffset at)
    {
        ref var held = ref Find(pin);
        if (Unsafe.IsNullRef(ref held) || !held.Waits)
            return false;
        held.Value = new TwinValue(pin, value, at);
        held.Overwritten++;
        return true;
    }

    /// <summary>The record as the store takes it now: with the pin's newest value.</summary>
    public ValueRecord BringUpToDate(in ValueRecord record)
    {
        lock (Gate)
        {
            ref var held = ref Find(record.Pin);
            if (Unsafe.IsNullRef(ref held))
                return record;
            var newest = record with
            {
                Value = held.Value.Value,
                At = held.Value.UpdatedAt,
                Overwritten = held.Overwritten,
            };
            held.Waits = false;
            held.Overwritten = 0;
            return newest;
        }
    }

    /// <summary>Takes a pin's value away. Call it under <see cref="Gate"/>, when the stored values are here.</summary>
    public void Erase(VirtualPin pin) => _values.RemoveAll(held => held.Value.Pin == pin);

    /// <summary>Makes sure that the stored values are here. Those written meanwhile are newer and stay.</summary>
    /// <param name="lifetime">Ends a read that several may wait for; not the token of one of them.</param>
    [SuppressMessage("Design", "CA1068", Justification = "The caller's own token is the second one.")]
    public async ValueTask LoadAsync(IFleetStore store, CancellationToken lifetime, CancellationToken cancellation)
    {
        TaskCompletionSource? mine = null;
        Task loading;
        lock (Gate)
        {
            if (_loaded)
                return;
            if (_loading is null)
            {
                mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _loading = mine.Task;
            }

            loading = _loading;
        }

        if (mine is not null)
            _ = ReadAsync(store, mine, lifetime);
        await loading.WaitAsync(cancellation);
    }

    private async Task ReadAsync(IFleetStore store, TaskCompletionSource done, CancellationToken lifetime)
    {
        try
        {
            var stored = await store.ReadTwinAsync(Device, lifetime);
            lock (Gate)
            {
                _values.EnsureCapacity(stored.Count);
                foreach (var value in stored)
                {
                    if (!TryGet(value.Pin, out _))
                        _values.Add(new HeldValue { Value = value });
                }

                _loaded = true;
                _loading = null;
            }

            done.SetResult();
        }
        catch (Exception fault)
        {
            // The next one who needs it reads again.
            lock (Gate)
                _loading = null;
            done.SetException(fault);
        }
    }

    private ref HeldValue Find(VirtualPin pin)
    {
        foreach (ref var held in CollectionsMarshal.AsSpan(_values))
        {
            if (held.Value.Pin == pin)
                return ref held;
        }

        return ref Unsafe.NullRef<HeldValue>();
    }

    private struct HeldValue
    {
        public TwinValue Value;

        /// <summary>Its record in the outbox is brought up to date when the store takes it.</summary>
        public bool Waits;

        /// <summary>Values that it took the place of since its record was made.</summary>
        public int Overwritten;
    }
}
