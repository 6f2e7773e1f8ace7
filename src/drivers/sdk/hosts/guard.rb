# frozen_string_literal: true

# Guard: refuses and notes processes that the Ruby SDK starts, and files beside
# Ruby's own, its gems' and the system's. It replaces methods, so it keeps an
# honest package honest. Requires nothing.
module Guard
  REFUSED = []
  OWN = [Dir.pwd, *Gem.path, RbConfig::CONFIG["prefix"], __dir__, "/proc/#{Process.pid}", "/etc", "/usr", "/dev", "/sys", "/Library"]
    .select { |it| File.exist?(it) }.map { |it| File.realpath(it) }.freeze

  def self.refuse(kind, what)
    REFUSED << {"kind" => kind, "what" => what}
    raise Errno::EACCES, "it may not use the #{kind} #{what}"
  end

  def self.check(file, mode = "r")
    return unless file.is_a?(String) || file.respond_to?(:to_path)
    return refuse("process", file[/[^|\s]+/].to_s) if file.to_s.start_with?("|")
    path = File.expand_path(file)
    path = File.realpath(path) if File.exist?(path)
    is_read = mode.is_a?(Integer) ? mode & (File::WRONLY | File::RDWR) == 0 : !mode.to_s.match?(/[wa+]/)
    return if path == File::NULL || (is_read && OWN.any? { |it| "#{path}/".start_with?("#{it}/") })
    refuse("file", path)
  end

  PROCESSES = Module.new do
    %i[spawn system exec fork daemon kill `].each do |name|
      define_method(name) { |*given, **| Guard.refuse("process", given.grep(String).first.to_s[/\S+/] || name.to_s) }
    end
  end

  PIPES = Module.new do
    define_method(:popen) { |*given, **| Guard.refuse("process", given.flatten.grep(String).first.to_s[/\S+/].to_s) }
  end

  FILES = Module.new do
    %i[open new].each { |name| define_method(name) { |*given, **more, &block| Guard.check(*given.first(2)) || super(*given, **more, &block) } }
  end

  READS = Module.new do
    %i[read binread readlines foreach].each { |name| define_method(name) { |*given, **more, &block| Guard.check(given.first) || super(*given, **more, &block) } }
    %i[write binwrite].each { |name| define_method(name) { |*given, **more| Guard.check(given.first, "w") || super(*given, **more) } }
  end

  FOLDERS = Module.new do
    %i[mkdir rmdir delete unlink].each { |name| define_method(name) { |path, *| Guard.check(path, "w") || super } }
  end

  CHANGES = Module.new do
    %i[rename symlink link delete unlink truncate chmod].each { |name| define_method(name) { |*given| Guard.check(given.grep(String).last || "", "w") || super(*given) } }
  end

  OPEN = Module.new do
    define_method(:open) { |*given, **more, &block| Guard.check(*given.first(2)) || super(*given, **more, &block) }
    private :open
  end

  def self.close
    [Object, Kernel.singleton_class, Process.singleton_class].each { |it| it.prepend(PROCESSES) }
    IO.singleton_class.prepend(PIPES)
    File.singleton_class.prepend(FILES)
    IO.singleton_class.prepend(READS)
    Kernel.prepend(OPEN)
    Dir.singleton_class.prepend(FOLDERS)
    File.singleton_class.prepend(CHANGES)
  end
end
