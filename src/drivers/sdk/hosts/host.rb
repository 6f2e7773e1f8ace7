# frozen_string_literal: true

# Host: runs inside the process of the Ruby SDK. It reads one call on each line of
# its input, and writes one result on each line of file descriptor 3: output and
# errors belong to the SDK. Requires nothing but the standard library and the SDK.
require "json"
require "time"
require_relative "guard"

module Host
  RESULTS = IO.new(3, "w")
  NONE = {"$" => "none"}.freeze # Ruby has one value for null and for what is absent
  FIELDS = {code: "code", status_code: "statusCode", request_id: "requestId", data: "data",
            validation_errors: "validationErrors"}.freeze
  VIEWS = {"message" => ->(error) { error.message }, "inspect" => ->(error) { error.inspect },
           "stack" => ->(error) { error.full_message(highlight: false) }}.freeze

  def self.write(line)
    RESULTS.puts(JSON.generate(line))
    RESULTS.flush
  end

  def self.encode(value, above = [])
    return value if value.nil? || value == true || value == false || value.is_a?(Integer)
    return value.to_s if value.is_a?(String) || value.is_a?(Symbol)
    return value.finite? ? value : {"$" => "number", "v" => value.to_s} if value.is_a?(Float)
    return {"$" => "Time", "v" => value.to_time.utc.iso8601(9)} if value.is_a?(Time) || value.is_a?(DateTime)
    return {"$" => "cycle"} if above.include?(value.object_id) || above.length > 100
    inside = [*above, value.object_id]
    return value.map { |item| encode(item, inside) } if value.is_a?(Array)
    is_hash = value.is_a?(Hash)
    v = (is_hash ? value : readable(value)).to_h { |name, item| [name.to_s, !is_hash && item.nil? ? NONE : encode(item, inside)] }
    is_hash && !v.key?("$") ? v : {"$" => "object", "class" => is_hash ? "" : value.class.name, "v" => v}
  end

  # What a caller can read: SDKs keep more in an instance than they show.
  def self.readable(value)
    names = value.instance_variables.map { |it| it.to_s.delete_prefix("@") } - %w[data client]
    names.select { |it| value.respond_to?(it) }.to_h { |it| [it, value.public_send(it)] }
  end

  def self.describe(error, names)
    fields = FIELDS.filter_map { |own, name| [name, encode(error.public_send(own))] if error.respond_to?(own) && !error.public_send(own).nil? }.to_h
    if error.respond_to?(:get_validation_error_messages)
      fields["validationMessages"] = names.to_h { |it| [it, encode(error.get_validation_error_messages(it))] }
    end
    own, *ancestors = error.class.ancestors.grep(Class).map(&:name)
    {"class" => own, "ancestors" => ancestors - %w[Object BasicObject], "message" => error.message, "fields" => fields}
  end

  def self.make(call)
    options = call["options"].transform_keys { |it| it.gsub(/[A-Z]/) { |letter| "_#{letter.downcase}" }.to_sym }
    *way, last = call["method"]
    target = way.reduce(Seam.new(**options)) { |it, name| it.respond_to?(name) ? it.public_send(name) : nil }
    return {"kind" => "missing", "method" => call["method"].join(".")} unless target.respond_to?(last)
    null = defined?(Seam::NULL) ? Seam::NULL : nil
    given = (call["parameters"].first || {}).to_h { |name, value| [name.to_sym, value.nil? ? null : value] }
    value = target.public_send(last, **given)
    {"kind" => "returned", "value" => value.nil? ? NONE : encode(value)}
  rescue => error
    shown = VIEWS.filter_map { |name, view| name if call["secrets"].any? { |it| view.call(error).include?(it) } }
    {"kind" => "threw", "error" => describe(error, (call["parameters"].first || {}).keys), "shown" => shown}
  end
end

Guard.close
begin
  require "seam"
rescue LoadError, StandardError => error
  Host.write({"kind" => "unloadable", "why" => "#{error.class}: #{error.message}"})
  exit
end
Host.write({"kind" => "ready"})
$stdin.each_line do |line|
  call = JSON.parse(line)
  Host.write({"id" => call["id"], "elsewhere" => [], **Host.make(call), "refused" => Guard::REFUSED.shift(100)})
end
